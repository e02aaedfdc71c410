//! The verdicts as a bar chart, in SVG inside the page.

use maud::{Markup, html};

use super::super::dossier::Standing;

/// The measures, in units of the drawing.
const WIDTH: usize = 420;
const ROW: usize = 26;
const BAR: usize = 14;
const LABELS: usize = 172;
/// What is left for a count after the longest bar.
const COUNTS: usize = 50;

/// Draws a bar for each standing that occurs.
pub(super) fn chart(counts: &[(Standing, usize)]) -> Markup {
    let longest = counts
        .iter()
        .map(|&(_, count)| count)
        .max()
        .unwrap_or(0)
        .max(1);
    let height = ROW * counts.len();
    let told: Vec<String> = counts
        .iter()
        .map(|(standing, count)| format!("{} {count}", standing.word()))
        .collect();
    html! {
        svg.chart role="img" viewBox=(format!("0 0 {WIDTH} {height}"))
            width=(WIDTH) height=(height) aria-label=(format!("Claims: {}", told.join(", "))) {
            @for (row, &(standing, count)) in counts.iter().enumerate() {
                @let middle = ROW * row + ROW / 2;
                // A bar is never so short that it cannot be seen.
                @let length = ((WIDTH - LABELS - COUNTS) * count / longest).max(2);
                g class=(standing.name()) {
                    text.sign x="8" y=(middle) { (standing.sign()) }
                    text x="24" y=(middle) { (standing.word()) }
                    rect x=(LABELS) y=(middle - BAR / 2) width=(length) height=(BAR) rx="2" {}
                    text.count x=(LABELS + length + 8) y=(middle) { (count) }
                }
            }
        }
    }
}
