//! Roles that have been exchanged, and those that only look so. Each row: claim | passage | yes or no.

use super::{check, compare};

#[test]
fn exchanged_roles_are_seen() {
    check(
        "
        Russia was annexed by Crimea. | Crimea was annexed by Russia. | yes
        Crimea annexed Russia. | Russia annexed Crimea. | yes
        Crimea annexed Russia. | Crimea was annexed by Russia. | yes
        Russia was annexed by Crimea. | Russia annexed Crimea. | yes
        Crimea has annexed Russia. | Russia annexed Crimea in 2014. | yes
        Sanctions have stood ever since Russia was taken over by Crimea. | Sanctions have stood ever since Crimea was taken over by Russia. | yes
        The dog bit the man. | The man bit the dog. | yes
        The dog was bitten by the man. | The dog bit the man. | yes
        Officials said rebels killed soldiers. | Officials said soldiers killed rebels. | yes
        Ukrainian forces attacked Russia. | Russian forces attacked Ukraine. | yes
        The Ukrainian army shelled the Russian army. | The Russian army shelled the Ukrainian army. | yes
        Putin told Biden to leave the talks. | Biden told Putin to leave the talks. | yes
        The minister was criticised by the president. | The president was criticised by the minister. | yes
        Google was bought by YouTube for a song. | Google bought YouTube for a song. | yes
        The annexation of Russia by Crimea was condemned. | The annexation of Crimea by Russia was condemned. | yes
        Crimea's annexation of Russia was condemned. | Russia's annexation of Crimea was condemned. | yes
        Arsenal lost to Chelsea. | Chelsea lost to Arsenal. | yes
        Ukraine beat Russia by two goals. | Russia beat Ukraine by two goals. | yes
        Ukraine fired on Russia at dawn. | Russia fired on Ukraine at dawn. | yes
        Ukraine gave tanks to Poland. | Poland gave tanks to Ukraine. | yes
        The union sued the company. | The union was sued by the company. | yes
        The court overruled the government. | The government overruled the court. | yes
        Russia, annexed by Crimea in 2014, is large. | Crimea, annexed by Russia in 2014, is small. | yes
        ",
        |comparison| told(comparison.agreement.roles.is_some()),
    );
}

#[test]
fn roles_that_were_kept_raise_no_alarm() {
    check(
        "
        Russia annexed Crimea. | Crimea was annexed by Russia. | no
        Crimea was annexed by Russia. | Russia annexed Crimea. | no
        Russia annexed Crimea in 2014. | In 2014 Russia annexed Crimea. | no
        The man bit the dog. | The dog was bitten by the man. | no
        France, Germany and Italy voted against it. | Italy, Germany and France voted against it. | no
        France and Germany support Ukraine. | Germany and France support Ukraine. | no
        Russia attacked Ukraine and Georgia. | Russia attacked Georgia and Ukraine. | no
        Biden met Putin in Geneva. | Putin met Biden in Geneva. | no
        Biden agreed with Putin on it. | Putin agreed with Biden on it. | no
        Biden spoke to Putin on Friday. | Putin spoke to Biden on Friday. | no
        Putin said Biden was wrong. | Biden was wrong, Putin said. | no
        \"It is over,\" Putin told Biden. | Putin told Biden: \"It is over.\" | no
        Russia's annexation of Crimea was condemned. | The annexation of Crimea by Russia was condemned. | no
        Russia's annexation of Crimea was condemned. | They condemned that Russia annexed Crimea. | no
        The president criticised the minister. | The minister was criticised by the president. | no
        Poland gave tanks to Ukraine. | Poland gave Ukraine tanks. | no
        Russia attacked Ukraine. | Russia attacked Ukraine, and Ukraine attacked Russia. | no
        Google bought YouTube in 2006. | YouTube was bought in 2006 by Google. | no
        The talks were led by France and joined by Germany. | The talks were joined by Germany and led by France. | no
        Kyiv and Moscow accused each other. | Moscow and Kyiv accused each other. | no
        The treaty between Russia and Ukraine ended. | The treaty between Ukraine and Russia ended. | no
        Ukraine joined NATO exercises. | NATO exercises were joined by Ukraine. | no
        Stoltenberg told Zelenskyy that NATO supports Ukraine. | NATO supports Ukraine, Stoltenberg told Zelenskyy. | no
        ",
        |comparison| told(comparison.agreement.roles.is_some()),
    );
}

fn told(is_swapped: bool) -> String {
    if is_swapped { "yes" } else { "no" }.to_owned()
}

#[test]
fn who_did_what_is_said_in_both_wordings() {
    let comparison = compare(
        "Crimea annexed Russia.",
        "In March 2014 Crimea was annexed by Russia.",
    );
    assert_eq!(
        comparison.summary(),
        "roles swapped: here Crimea annexed Russia, in the source Crimea was annexed by Russia; 2 names agree"
    );
}
