//! Where times of day are shown for.

use std::env::{self, VarError};
use std::fs;
use std::path::Path;

use jiff::tz::TimeZone;

/// Where a system says which zone it is in.
const LINK: &str = "/etc/localtime";
/// Where the zones are.
const ZONES: &str = "/usr/share/zoneinfo";

/// Returns the zone of this machine, or that of the variable `TZ`.
///
/// The library would walk the folders of all zones to look the name up, which takes a fifth of the
/// time until the first picture of an article; a zone's file is where its name says. Whatever is
/// said in another way is left to the library.
pub(super) fn local() -> TimeZone {
    let zone = match env::var("TZ") {
        Ok(name) => named(&name),
        Err(VarError::NotPresent) => linked(),
        Err(VarError::NotUnicode(_)) => None,
    };
    zone.unwrap_or_else(TimeZone::system)
}

fn named(name: &str) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    match name {
        "UTC" => Some(TimeZone::UTC),
        _ => of(name, &Path::new(ZONES).join(name)),
    }
}

fn linked() -> Option<TimeZone> {
    let link = fs::read_link(LINK).ok()?;
    let (_, name) = link.to_str()?.split_once("zoneinfo/")?;
    of(name, Path::new(LINK))
}

fn of(name: &str, file: &Path) -> Option<TimeZone> {
    TimeZone::tzif(name, &fs::read(file).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn assert_same(ours: &TimeZone, theirs: &TimeZone) {
        for second in [0, 1_600_000_000, 1_790_000_000] {
            let moment = Timestamp::from_second(second).unwrap();
            assert_eq!(ours.to_datetime(moment), theirs.to_datetime(moment));
        }
    }

    #[test]
    fn it_is_the_zone_that_the_library_finds() {
        assert_same(&local(), &TimeZone::system());
        for name in ["UTC", "Europe/Kyiv", ":Asia/Tokyo"] {
            let theirs = TimeZone::get(name.trim_start_matches(':'));
            // Where the machine has no zones, neither finds any.
            if let Ok(theirs) = theirs {
                assert_same(&named(name).unwrap(), &theirs);
            }
        }
        for name in ["", "no/such/zone", "CET-1CEST,M3.5.0,M10.5.0/3"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
