//! The report in its forms.
