//! The time zone in which times of day are shown.

use std::env::{self, VarError};
use std::fs;
use std::path::Path;

use jiff::tz::TimeZone;

/// The link to the zone of this machine.
const LINK: &str = "/etc/localtime";
/// The folder of all zones.
const ZONES: &str = "/usr/share/zoneinfo";

/// Returns the zone in the variable `TZ`, else that of this machine.
///
/// The library looks a name up by walking the folders of all zones, which takes a fifth of the time
/// until the first frame; here the zone's file is read directly. Zones that are not given by name
/// are left to the library.
pub fn local() -> TimeZone {
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
    fn the_zone_is_the_one_that_the_library_finds() {
        assert_same(&local(), &TimeZone::system());
        for name in ["UTC", "Europe/Kyiv", ":Asia/Tokyo"] {
            let theirs = TimeZone::get(name.trim_start_matches(':'));
            // A machine without zones has none to compare with.
            if let Ok(theirs) = theirs {
                assert_same(&named(name).unwrap(), &theirs);
            }
        }
        for name in ["", "no/such/zone", "CET-1CEST,M3.5.0,M10.5.0/3"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
