//! The list of claims: which are listed, in what order, and which part is on the screen.

use std::ops::Range;

use crate::model::{Claim, Filter, Order, Review};

/// The claims listed, as places in [`Review::claims`].
#[derive(Clone, Debug, Default)]
pub struct ListedClaims {
    filter: Option<Filter>,
    order: Option<Order>,
    /// The listed claims; `None` if that is every claim in article order, so that a long
    /// review costs no more than a short one.
    places: Option<Vec<u32>>,
    len: usize,
    has_priorities: bool,
    /// The first row on the screen.
    top: usize,
    /// The current claim, as a place in the review.
    selected: Option<usize>,
}

impl ListedClaims {
    /// Lists claims.
    pub fn new(review: &Review, filter: Filter, order: Order) -> Self {
        let mut list = Self {
            filter: Some(filter),
            order: Some(order),
            ..Self::default()
        };
        list.rebuild(review);
        list
    }

    /// Returns which claims are listed.
    pub fn filter(&self) -> Filter {
        self.filter.unwrap_or(Filter::All)
    }

    /// Returns the order.
    pub fn order(&self) -> Order {
        self.order.unwrap_or(Order::Article)
    }

    /// Returns whether any claim has a priority to order by.
    pub fn has_priorities(&self) -> bool {
        self.has_priorities
    }

    /// Returns the current claim, as a place in the review; `None` if the list is empty.
    pub fn selected(&self) -> Option<usize> {
        self.selected
    }

    /// Returns the row of the current claim.
    pub fn selected_row(&self) -> Option<usize> {
        self.row_of(self.selected?)
    }

    /// Makes the claim in a row the current one.
    pub(super) fn select_row(&mut self, row: usize) {
        self.selected = self.place(row);
    }

    /// Makes a claim, or the nearest one that is listed, the current one, and shows it among
    /// `height` rows.
    pub(super) fn select_nearest(&mut self, place: usize, height: usize) {
        let row = self.row_of(place).or_else(|| self.nearest_row(place));
        self.selected = row.and_then(|row| self.place(row));
        if let Some(row) = row {
            self.reveal(row, height);
        }
    }

    /// Lists other claims.
    pub(super) fn set_filter(&mut self, filter: Filter, review: &Review) {
        self.filter = Some(filter);
        self.fill(review);
    }

    /// Lists them in another order.
    pub(super) fn set_order(&mut self, order: Order, review: &Review) {
        self.order = Some(order);
        self.fill(review);
    }

    /// Lists a claim, or lists it no more, after something was decided on it.
    pub(super) fn refresh(&mut self, review: &Review, place: usize) {
        if self.places.is_none() && review.count(self.filter()) != self.len {
            // One was put away: from now on the places have to be kept.
            return self.fill(review);
        }
        let order = self.order();
        let filter = self.filter();
        let (Some(places), Some(claim)) = (&mut self.places, review.claims().get(place)) else {
            return;
        };
        let place = place as u32;
        let rank = |place: u32| (rank(&review.claims()[place as usize], order), place);
        match places.binary_search_by_key(&rank(place), |&other| rank(other)) {
            Ok(row) if !filter.admits(claim) => drop(places.remove(row)),
            Err(row) if filter.admits(claim) => places.insert(row, place),
            _ => {}
        }
        self.len = places.len();
    }

    /// Lists the claims again after some have come or gone, or all of them may have changed.
    pub(super) fn rebuild(&mut self, review: &Review) {
        let mut claims = review.claims().iter();
        self.has_priorities = claims.any(|claim| claim.priority.is_some());
        self.fill(review);
    }

    /// Lists what the filter admits, in the order that is set.
    fn fill(&mut self, review: &Review) {
        let filter = self.filter();
        self.len = review.count(filter);
        let admitted = review.matching(filter);
        self.places = match (filter, self.order()) {
            (Filter::All, Order::Article) if self.len == review.claims().len() => None,
            (_, Order::Article) => {
                let mut places = Vec::with_capacity(self.len);
                places.extend(admitted.map(|place| place as u32));
                Some(places)
            }
            (_, order) => {
                // Rank and place in one number, which sorts in half the time of a pair.
                let ranked = |place: usize| {
                    u64::from(rank(&review.claims()[place], order)) << 32 | place as u64
                };
                let mut places: Vec<u64> = admitted.map(ranked).collect();
                places.sort_unstable();
                Some(places.into_iter().map(|place| place as u32).collect())
            }
        };
    }

    /// Returns how many claims are listed.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether none is.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the claim in a row.
    pub fn place(&self, row: usize) -> Option<usize> {
        match &self.places {
            None => (row < self.len).then_some(row),
            Some(places) => places.get(row).map(|&place| place as usize),
        }
    }

    /// Returns the row a claim is in.
    pub fn row_of(&self, place: usize) -> Option<usize> {
        match (&self.places, self.order()) {
            (None, _) => (place < self.len).then_some(place),
            (Some(places), Order::Article) => places.binary_search(&(place as u32)).ok(),
            (Some(places), Order::Priority) => places.iter().position(|&p| p == place as u32),
        }
    }

    /// Returns the row to look at when the claim at `place` is not (or no longer) listed: that of
    /// the next claim of the article that is, else the last.
    pub fn nearest_row(&self, place: usize) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let row = match (&self.places, self.order()) {
            (None, _) => place,
            (Some(places), Order::Article) => places.partition_point(|&p| (p as usize) < place),
            (Some(places), Order::Priority) => places
                .iter()
                .enumerate()
                .filter(|&(_, &p)| p as usize >= place)
                .min_by_key(|&(_, &p)| p)
                .map_or(usize::MAX, |(row, _)| row),
        };
        Some(row.min(self.len - 1))
    }

    /// Returns the first row after `row` (wrapping around, `row` itself last) that holds an open
    /// claim.
    pub fn next_open(&self, review: &Review, row: Option<usize>) -> Option<usize> {
        if review.progress().open() == 0 {
            return None;
        }
        let after = row.map_or(0, |row| row + 1);
        (after..self.len)
            .chain(0..after.min(self.len))
            .find(|&row| {
                self.place(row)
                    .is_some_and(|place| review.claims()[place].is_open())
            })
    }

    /// Returns the rows on a screen of `height` rows.
    pub fn window(&self, height: usize) -> Range<usize> {
        let top = self.top.min(self.len.saturating_sub(height));
        top..self.len.min(top + height)
    }

    /// Scrolls by `rows` rows, down or up, on a screen of `height` rows.
    pub(super) fn scroll(&mut self, rows: i32, height: usize) {
        let top = self.window(height).start;
        self.scroll_to(top.saturating_add_signed(rows as isize), height);
    }

    /// Scrolls so that a row is the first on a screen of `height` rows, as far as there are rows after it.
    pub(super) fn scroll_to(&mut self, top: usize, height: usize) {
        self.top = top.min(self.len.saturating_sub(height));
    }

    /// Scrolls so that a row is among `height` rows, with a row of context where there is room. A
    /// row that is not is brought to the upper third: scrolled row by row, the whole list would
    /// have to be sent with every step.
    pub(super) fn reveal(&mut self, row: usize, height: usize) {
        let context = usize::from(height > 4);
        let is_seen = self.top <= row.saturating_sub(context) && row + context < self.top + height;
        if !is_seen {
            self.turn_to(row, height);
        }
        self.top = self.top.min(self.len.saturating_sub(height));
    }

    /// Scrolls so that a row is in the upper third of `height` rows.
    pub(super) fn turn_to(&mut self, row: usize, height: usize) {
        self.scroll_to(row.saturating_sub(height / 3), height);
    }
}

/// Where a claim belongs in an order, before its place in the article is looked at: the higher the
/// priority the lower, and without one after all that have one.
fn rank(claim: &Claim, order: Order) -> u32 {
    match (order, claim.priority) {
        (Order::Article, _) => 0,
        (Order::Priority, None) => u32::MAX,
        // The bits of numbers that are not negative are in the order of the numbers.
        (Order::Priority, Some(priority)) => !priority.max(0.0).to_bits() - 1,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Article, Claim, Origin, Ruling, Signature, Verdict};
    use crate::text::Span;
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn review(priorities: &[Option<f32>]) -> Review {
        let article = Arc::new(Article::new("a.txt", "It is so. ".repeat(priorities.len())));
        let claims = (0u32..).zip(priorities).map(|(number, &priority)| {
            let span = Span::new(number * 10, number * 10 + 9);
            let claim = Claim::new(&article, span, Origin::Extracted);
            Claim { priority, ..claim }
        });
        let claims = claims.collect();
        Review::new(article, "alice", Timestamp::UNIX_EPOCH, claims)
    }

    fn rows(list: &ListedClaims) -> Vec<usize> {
        (0..list.len()).filter_map(|row| list.place(row)).collect()
    }

    #[test]
    fn the_most_worth_checking_comes_first_and_what_has_no_priority_last() {
        let priorities = [None, Some(0.0), Some(0.5), Some(1.0), Some(0.5), Some(1e-9)];
        let list = ListedClaims::new(&review(&priorities), Filter::All, Order::Priority);
        assert_eq!(rows(&list), [3, 2, 4, 5, 1, 0]);
    }

    proptest! {
        #[test]
        fn a_claim_listed_anew_is_listed_as_in_a_new_list(
            priorities in proptest::collection::vec(proptest::option::of(0f32..=1.0), 1..12),
            deeds in proptest::collection::vec((0usize..12, 0usize..3), 1..12),
            filter in 0..Filter::ALL.len(),
            order in 0..Order::ALL.len(),
        ) {
            let (filter, order) = (Filter::ALL[filter], Order::ALL[order]);
            let mut review = review(&priorities);
            let mut list = ListedClaims::new(&review, filter, order);
            let by = "alice".to_owned();
            let sign = Signature { by, at: Timestamp::UNIX_EPOCH };
            for (place, deed) in deeds {
                let place = place % priorities.len();
                let ruling = [None, Some(Verdict::Verified), Some(Verdict::Garbled)][deed];
                let change = review.rule(place, ruling.map(Ruling::Verdict), &sign).unwrap();
                if let Some(change) = change {
                    review.apply(&change, sign.at).unwrap();
                    list.refresh(&review, place);
                }
                prop_assert_eq!(rows(&list), rows(&ListedClaims::new(&review, filter, order)));
            }
        }
    }
}
