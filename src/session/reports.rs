//! Reports as the settings want them.

use crate::config::Config;
use crate::report::{self, ReportOptions};

use super::time_zone;

/// Returns what the settings say about reports.
pub fn report_options(config: &Config) -> ReportOptions {
    ReportOptions {
        zone: time_zone::local(),
        publisher: config.publisher.clone(),
        url: config.url.clone(),
        article_url: config.article_url.clone(),
        person: None,
        contacts: false,
    }
}

/// Returns the formats that a review offers, each with what it is.
pub(super) fn report_choices() -> Vec<(&'static str, &'static str)> {
    let formats = report::FORMATS.iter().filter(|format| !format.needs_person);
    formats.map(|format| (format.name, format.doc)).collect()
}
