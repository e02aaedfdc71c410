//! Claims that say the same thing, and those that only look so.

use proptest::prelude::*;

use super::super::repeats;
use super::pieces::any_text;

/// Holds pairs of claims, one a row, against whether they are linked.
fn check(table: &str, are_linked: bool) {
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    let wrong: Vec<&str> = rows
        .filter(|row| {
            let (a, b) = row.split_once('|').unwrap();
            repeats(&[a.trim(), b.trim()]).is_empty() == are_linked
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn restatements_are_linked() {
    check(
        "
        NATO supports the integrity of Ukraine. | NATO supports the integrity of Ukraine.
        NATO supports the integrity of Ukraine. | NATO also supports Ukraine's integrity.
        Four soldiers were killed on 26 March. | 4 soldiers were killed on March 26.
        Four soldiers were killed on 26 March. | On 26 March four soldiers were killed.
        Russia annexed Crimea in March 2014. | In March of 2014, Russia annexed Crimea.
        Russia annexed Crimea in March 2014. | Crimea was annexed by Russia in March 2014.
        The talks ended on Tuesday in Minsk. | The talks ended in Minsk on Tuesday.
        Jens Stoltenberg placed the call on Tuesday. | Stoltenberg placed the call on Tuesday.
        President Zelenskyy asked for a clear plan. | Volodymyr Zelenskyy asked for a clear plan.
        Prices rose by 5 per cent last year. | Prices rose by 5% last year.
        The U.S. gave Ukraine forty tanks. | The United States gave Ukraine 40 tanks.
        “Time is short for co-operation,” Peskov said in Kyiv. | \"Time is short for cooperation\", Peskov said in Kyiv.
        ",
        true,
    );
}

#[test]
fn what_differs_is_not_linked() {
    check(
        "
        Four soldiers were killed on 26 March. | Five soldiers were killed on 26 March.
        Four soldiers were killed on 26 March. | Four soldiers were killed on 27 March.
        Four soldiers were killed on 26 March. | Four soldiers were killed.
        Four soldiers were killed on 26 March. | Four soldiers were wounded on 26 March.
        Four soldiers were killed on 26 March. | Four soldiers were not killed on 26 March.
        Four soldiers were killed on 26 March. | At least four soldiers were killed on 26 March.
        Russia annexed Crimea in March 2014. | Crimea annexed Russia in March 2014.
        Russia annexed Crimea in March 2014. | Russia was annexed by Crimea in March 2014.
        All members voted for the plan. | Some members voted for the plan.
        Ukraine will join the alliance soon. | Ukraine may join the alliance soon.
        Trains run from Kyiv to Lviv daily. | Trains run to Kyiv from Lviv daily.
        Jens Stoltenberg placed the call on Tuesday. | Anna Stoltenberg placed the call on Tuesday.
        North Korea tested a new rocket. | South Korea tested a new rocket.
        North Korea tested a new rocket. | Korea tested a new rocket.
        The House passed the new budget. | The White House passed the new budget.
        He declined to comment on the plan. | He declined to comment on the plan.
        Peskov told us about the plan. | Peskov told us about the plan.
        Kyiv explained why troops came there. | Kyiv explained how troops came there.
        Troops stood along along the border. | Troops stood along the border.
        “Reforms alone stop nobody, ”Kyiv wrote. | “Reforms alone stop nobody,” Kyiv wrote.
        He said no. | He said no.
        NATO supports Ukraine, Stoltenberg said. | NATO supports Ukraine, Johnson said.
        NATO supports Ukraine, Stoltenberg said. | NATO supports Ukraine, they say.
        Prices rose by 5 per cent last year. | Prices rose by 5 last year.
        The army left before the talks began. | The army left after the talks began.
        About 30 allies sent troops there. | Exactly 30 allies sent troops there.
        ",
        false,
    );
}

#[test]
fn groups_are_in_the_order_of_the_list() {
    let claims = [
        "Kyiv voted for the plan.",
        "The talks ended in Minsk.",
        "Nobody else came to Minsk.",
        "The talks also ended in Minsk.",
        "Kyiv voted for the plan.",
        "The talks ended in Minsk.",
    ];
    assert_eq!(repeats(&claims), [vec![0, 4], vec![1, 3, 5]]);
    assert!(repeats(&[]).is_empty());
}

#[test]
fn people_of_one_name_are_told_apart() {
    let claims = [
        "Jens Stoltenberg placed the call.",
        "Stoltenberg placed the call.",
        "Anna Stoltenberg placed the call.",
        "Anna Stoltenberg also placed the call.",
    ];
    assert_eq!(repeats(&claims), [vec![2, 3]]);
    assert_eq!(repeats(&claims[..2]), [vec![0, 1]]);
}

fn claim() -> impl Strategy<Value = String> {
    "(Jens |Anna |President )?(Stoltenberg|Zelenskyy|Kyiv|he) (did not )?(annexed|was annexed by|met|told) (Moscow|the House|Kyiv)( 4| four)?( on Tuesday| in May)?"
}

proptest! {
    #[test]
    fn the_order_of_claims_makes_no_difference(
        claims in prop::collection::vec(claim(), 0..30), turn in 0usize..30
    ) {
        let claims: Vec<&str> = claims.iter().map(|claim| &claim[..]).collect();
        let mut turned = claims.clone();
        let count = claims.len().max(1);
        turned.rotate_left(turn % count);
        turned.reverse();
        // Where each claim of the turned list stood.
        let before: Vec<usize> = {
            let mut places: Vec<usize> = (0..claims.len()).collect();
            places.rotate_left(turn % count);
            places.reverse();
            places
        };
        let mut groups: Vec<Vec<usize>> = repeats(&turned)
            .into_iter()
            .map(|group| {
                let mut group: Vec<usize> = group.into_iter().map(|at| before[at]).collect();
                group.sort_unstable();
                group
            })
            .collect();
        groups.sort_unstable();
        prop_assert_eq!(groups, repeats(&claims));
    }

    #[test]
    fn any_claims_can_be_looked_at(
        claims in prop::collection::vec(prop_oneof![any::<String>(), any_text()], 0..8)
    ) {
        // Each twice, so that there is something to link.
        let claims: Vec<&str> = claims.iter().chain(&claims).map(|claim| &claim[..]).collect();
        for group in repeats(&claims) {
            prop_assert!(group.len() > 1 && group.is_sorted());
        }
    }
}
