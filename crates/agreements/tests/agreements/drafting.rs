//! Two sides at one text.

use crate::world::{TABLES, World, drafts, reads};
use access::AccessError;
use agreements::{
    model::{ClauseWords, ProposalState, Proposed},
    service::{draft, view},
};
use domain::Wording;
use storage::testing::on_both;

fn clause(key: &str, text: &str) -> Proposed {
    Proposed::Clause {
        key: key.into(),
        after: None,
        words: Some(ClauseWords {
            heading: Wording::new("Pencegahan", "Prevention"),
            text: Wording::new(text.to_owned(), ""),
        }),
    }
}

#[tokio::test]
async fn nobodys_words_vanish() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let (bp3mi, polda) = (drafts(&world.bp3mi), drafts(&world.polda));
        let id = world.draft("bp3mi-polda", None).await;
        // Until it is shared the draft is one side's own, and the other knows nothing of it.
        let own = draft::propose(context, &bp3mi, id, 1, clause("pencegahan", "A"), "").await;
        assert_eq!(own.unwrap(), ProposalState::Adopted);
        assert!(matches!(
            view::get(context, &reads(&world.polda), id).await,
            Err(AccessError::NotFound)
        ));
        assert!(
            view::list(context, &reads(&world.polda))
                .await
                .unwrap()
                .is_empty()
        );
        draft::share(context, &bp3mi, id).await.unwrap();

        // Both write the same clause at the same version.
        let one = draft::propose(context, &bp3mi, id, 2, clause("pencegahan", "B"), "").await;
        let two = draft::propose(context, &polda, id, 2, clause("pencegahan", "C"), "karena").await;
        assert_eq!(
            (one.unwrap(), two.unwrap()),
            (ProposalState::Open, ProposalState::Open)
        );
        let seen = view::get(context, &reads(&world.bp3mi), id).await.unwrap();
        let [of_polda, of_bp3mi, _] = &seen.proposals[..] else {
            panic!("three proposals")
        };
        let adopted = draft::agree(context, &polda, id, of_bp3mi.id, 2).await;
        assert_eq!(adopted.unwrap(), ProposalState::Adopted);

        // The other proposal stays; a yes that looked at the words before does not count for the words now.
        let old = draft::agree(context, &bp3mi, id, of_polda.id, 2).await;
        assert!(matches!(
            old,
            Err(AccessError::Conflict("proposal-changed-meanwhile"))
        ));
        let waiting = draft::agree(context, &bp3mi, id, of_polda.id, 3).await;
        assert_eq!(
            waiting.unwrap(),
            ProposalState::Open,
            "its author has not seen the new words either"
        );
        let adopted = draft::agree(context, &polda, id, of_polda.id, 3).await;
        assert_eq!(adopted.unwrap(), ProposalState::Adopted);
        let seen = view::get(context, &reads(&world.polda), id).await.unwrap();
        let (_, words) = seen.document.clause("pencegahan").unwrap();
        assert_eq!((words.text.id.as_ref(), seen.record.version), ("C", 4));
        let kept: Vec<&str> = (seen.proposals.iter())
            .filter_map(|proposal| match &proposal.proposed {
                Proposed::Clause {
                    words: Some(words), ..
                } => Some(words.text.id.as_ref()),
                _ => None,
            })
            .collect();
        assert_eq!(kept, ["C", "B", "A"]);
        assert_eq!(
            view::version(context, &reads(&world.polda), id, 3)
                .await
                .unwrap()
                .clause("pencegahan")
                .unwrap()
                .1
                .text
                .id,
            "B"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_proposed() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        let long = "a".repeat(20_001);
        for (proposed, base, field) in [
            (clause("Pasal Baru", "x"), 1, "key"),
            (clause("pencegahan", &long), 1, "text"),
            (clause("pencegahan", "a\u{7}b"), 1, "text"),
            (clause("pencegahan", "x"), 2, "base"),
            (clause("pencegahan", "x"), 0, "base"),
            (
                Proposed::Title {
                    title: world_title(&world, id).await,
                },
                1,
                "text",
            ),
        ] {
            let refused =
                draft::propose(context, &drafts(&world.bp3mi), id, base, proposed, "").await;
            match refused {
                Err(AccessError::Invalid(fault)) => assert_eq!(fault.field, field),
                other => panic!("{field}: {other:?}"),
            }
        }
        let stranger = draft::propose(
            context,
            &drafts(&world.other),
            id,
            1,
            clause("pencegahan", "x"),
            "",
        )
        .await;
        assert!(matches!(stranger, Err(AccessError::NotFound)));
        let remark = draft::comment(context, &drafts(&world.other), id, "title", "x").await;
        assert!(matches!(remark, Err(AccessError::NotFound)));
    })
    .await;
}

async fn world_title(world: &World, id: uuid::Uuid) -> Wording {
    view::get(&world.context, &reads(&world.bp3mi), id)
        .await
        .unwrap()
        .document
        .title
}
