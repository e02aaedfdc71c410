//! The list of claims: which are listed, in what order, and which part is on the screen.

use std::ops::Range;

use crate::model::{Filter, Order, Review};

/// The claims listed, as places in [`Review::claims`].
#[derive(Clone, Debug, Default)]
pub struct List {
    filter: Option<Filter>,
    order: Option<Order>,
    /// The places listed; none where that is simply every claim in article order, so that a long
    /// review costs no more than a short one.
    places: Option<Vec<u32>>,
    len: usize,
    has_priorities: bool,
    /// The first row on the screen.
    top: usize,
}

impl List {
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

    /// Tells whether any claim has a priority to order by.
    pub fn has_priorities(&self) -> bool {
        self.has_priorities
    }

    /// Lists other claims.
    pub fn set_filter(&mut self, filter: Filter, review: &Review) {
        self.filter = Some(filter);
        self.rebuild(review);
    }

    /// Lists them in another order.
    pub fn set_order(&mut self, order: Order, review: &Review) {
        self.order = Some(order);
        self.rebuild(review);
    }

    /// Lists the claims anew after a change. `passages_changed` says that claims came or went.
    pub fn refresh(&mut self, review: &Review, passages_changed: bool) {
        if passages_changed || self.filter() != Filter::All {
            self.rebuild(review);
        }
    }

    fn rebuild(&mut self, review: &Review) {
        let claims = review.claims();
        self.has_priorities = claims.iter().any(|claim| claim.priority.is_some());
        let filter = self.filter();
        self.places = match (filter, self.order()) {
            (Filter::All, Order::Article) => None,
            (_, order) => {
                let mut places: Vec<u32> = (0u32..)
                    .zip(claims)
                    .filter(|(_, claim)| filter.admits(claim))
                    .map(|(place, _)| place)
                    .collect();
                if order == Order::Priority {
                    // A stable sort: claims of equal priority stay in article order.
                    let priority = |place: &u32| claims[*place as usize].priority.unwrap_or(-1.0);
                    places.sort_by(|a, b| priority(b).total_cmp(&priority(a)));
                }
                Some(places)
            }
        };
        self.len = self.places.as_ref().map_or(claims.len(), Vec::len);
    }

    /// Returns how many claims are listed.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Tells whether none is.
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
            (Some(places), Order::Priority) => places.iter().position(|&p| p as usize == place),
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

    /// Scrolls by so many rows, down or up, on a screen of `height` rows.
    pub fn scroll(&mut self, rows: i32, height: usize) {
        self.top = self
            .window(height)
            .start
            .saturating_add_signed(rows as isize)
            .min(self.len.saturating_sub(height));
    }

    /// Scrolls so that a row is among `height` rows, with a row of context where there is room.
    pub fn reveal(&mut self, row: usize, height: usize) {
        let context = usize::from(height > 4);
        self.top = self
            .top
            .min(row.saturating_sub(context))
            .max((row + 1 + context).saturating_sub(height))
            .min(self.len.saturating_sub(height));
    }
}
