//! Moving in the list of claims, and what it lists.

use crate::app::Command;
use crate::app::workspace::Workspace;
use crate::model::{Filter, Order};

impl Workspace {
    /// Makes the claim below the current one the current one.
    pub(in crate::app) fn next_claim(&mut self) {
        let last = self.list.len().saturating_sub(1);
        let row = self.list.selected_row();
        self.go_to_row(row.map_or(0, |row| (row + 1).min(last)));
    }

    /// Makes the claim above the current one the current one.
    pub(in crate::app) fn previous_claim(&mut self) {
        let last = self.list.len().saturating_sub(1);
        let row = self.list.selected_row();
        self.go_to_row(row.map_or(last, |row| row.saturating_sub(1)));
    }

    /// Makes the first claim listed the current one.
    pub(in crate::app) fn first_claim(&mut self) {
        self.go_to_row(0);
    }

    /// Makes the last claim listed the current one.
    pub(in crate::app) fn last_claim(&mut self) {
        self.go_to_row(self.list.len().saturating_sub(1));
    }

    /// Makes the next open claim listed the current one.
    pub(in crate::app) fn next_open(&mut self) {
        let row = self.list.selected_row();
        match self.list.next_open(self.review(), row) {
            Some(next) if Some(next) != row => self.go_to_row(next),
            Some(_) => self.say("This is the last open claim"),
            None => self.say(self.nothing_open()),
        }
    }

    fn go_to_row(&mut self, row: usize) {
        if self.list.is_empty() {
            self.refuse(format!(
                "No claim is {}: {} lists others",
                self.list.filter(),
                self.key(Command::Filter)
            ));
            return;
        }
        self.select_row(row);
    }

    /// Lists the claims in the other order.
    pub(in crate::app) fn change_order(&mut self) {
        let order = match self.list.order() {
            Order::Article => Order::Priority,
            Order::Priority => Order::Article,
        };
        self.list.set_order(order, self.edits.review());
        if let Some(place) = self.list.selected() {
            self.select_nearest(place);
        }
        self.say(match order {
            Order::Article => "In the article's order",
            Order::Priority => "Highest priority first",
        });
    }

    /// Lists other claims, and says how many there are.
    pub(in crate::app) fn change_filter(&mut self, filter: Filter) {
        let place = self.list.selected().unwrap_or_else(|| {
            // After an empty list: the claim nearest to what is on the screen.
            let position = self.scroll();
            self.review()
                .claims()
                .partition_point(|claim| claim.span.start < position)
        });
        self.set_filter(filter);
        self.select_nearest(place);
        self.article.set_spot(None);
        self.follow();
        self.say(match self.list.len() {
            0 => format!("No claim is {filter}"),
            1 => format!("1 claim is listed: {filter}"),
            n => format!("{n} claims are listed: {filter}"),
        });
    }
}
