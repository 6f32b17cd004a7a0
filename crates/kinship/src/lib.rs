//! Are these DNA profiles related? Likelihoods of pedigrees by exact summation over alleles.
//!
//! A pedigree becomes a network of allele variables, two a person, which are summed out one by one in an order found
//! once for its shape.
//!
//! ```
//! use kinship::{Entry, Engine, Genotype, Locus, Pedigree};
//! use domain::Sex;
//!
//! // Father 1/1 and child 1/2; the mother is not typed. The probability is p1^2 * p2.
//! let entry = |id: &str, father: Option<&str>, mother: Option<&str>, sex| Entry {
//!     id: id.into(),
//!     father: father.map(Into::into),
//!     mother: mother.map(Into::into),
//!     sex,
//! };
//! let entries = [
//!     entry("father", None, None, Sex::Male),
//!     entry("mother", None, None, Sex::Female),
//!     entry("child", Some("father"), Some("mother"), Sex::Female),
//! ];
//! let pedigree = Pedigree::new(&entries, &[], &[]).unwrap();
//! let locus = Locus::new("TH01", vec!["1".into(), "2".into()], vec![0.2, 0.8], false).unwrap();
//! let genotypes = [Genotype::Two(0, 0), Genotype::Missing, Genotype::Two(0, 1)];
//! let ln = Engine::new(&pedigree).log_likelihood(&locus, 0.0, &|person| genotypes[person]).unwrap();
//! assert!((ln.exp() - 0.2 * 0.2 * 0.8).abs() < 1e-15);
//! ```

mod case;
mod direct;
mod disaster;
mod evidence;
mod genotype;
mod joint;
mod likelihood;
mod locus;
mod mutation;
mod network;
mod pairs;
mod pedigree;
mod placing;
mod procedure;
mod substructure;
mod sweep;

pub use case::{Case, Cases, Format, Problems, ProfileTable, ReadOptions, Source};
pub use direct::{TypingError, direct_match, matching_victims};
pub use disaster::{Disaster, Family, Missing, Victim};
pub use evidence::{Caps, Dental, Evidence, Particulars, Telling, Tooth};
pub use genotype::{Allele, Genotype};
pub use joint::{
    Assignment, Component, Cut, FamilyState, JointTable, Match, Posterior, PosteriorOptions,
    Search, States, count_assignments, open_list_prior,
};
pub use likelihood::{Engine, LikelihoodError, log_likelihood_linked};
pub use locus::{GenotypeError, Locus, LocusError, Mutation};
pub use mutation::{MutationError, MutationMatrix, MutationModel};
pub use pairs::{Alone, PairOptions, Pairs};
pub use pedigree::{Entry, Member, Pedigree, PedigreeError};
pub use procedure::{Conclusion, Finding, Solution, Thresholds, solve};
