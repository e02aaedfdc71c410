//! Where times of day are shown for.

use std::fs;

use jiff::tz::TimeZone;

/// Where a system says which zone it is in.
const LINK: &str = "/etc/localtime";

/// Returns the zone of this machine, or that of the variable `TZ`.
///
/// The library would walk the folders of all zones to look the name up, which takes longer than the
/// first picture of an article; the link says already which file it is.
pub(super) fn local() -> TimeZone {
    match std::env::var_os("TZ") {
        Some(_) => None,
        None => linked(),
    }
    .unwrap_or_else(TimeZone::system)
}

fn linked() -> Option<TimeZone> {
    let link = fs::read_link(LINK).ok()?;
    let (_, name) = link.to_str()?.split_once("zoneinfo/")?;
    TimeZone::tzif(name, &fs::read(LINK).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn it_is_the_zone_that_the_library_finds() {
        let moment = |second| Timestamp::from_second(second).unwrap();
        for moment in [0, 1_600_000_000, 1_790_000_000].map(moment) {
            assert_eq!(
                local().to_datetime(moment),
                TimeZone::system().to_datetime(moment)
            );
        }
    }
}
