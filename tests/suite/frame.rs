//! What is judged by its company goes only from documents that have a page's frame.

use dechaff::{Cleaner, Mode};

const SAID: &str =
    "The keeper of the lock says that the water has never stood as high as it did in the spring of that year.\n";
const MENU: &str = "Home\nContact us\nLog in\nSubscribe\nAdvertisement\n\n";

#[test]
fn a_paragraph_said_twice_goes_from_a_page_and_stays_in_a_text() {
    let cleaner = Cleaner::builder().mode(Mode::Light).build().unwrap();
    let days: String =
        (0..40).map(|n| format!("On day {n} the barge lay idle below the weir, and nobody came.\n\n")).collect();
    let text = format!("{days}{SAID}\n{SAID}\n{days}");
    assert_eq!(cleaner.clean(&text).text, text);
    let page = format!("{MENU}{MENU}{text}");
    let clean = cleaner.clean(&page).text;
    assert_eq!(clean.matches(SAID).count(), 1, "{clean}");
    assert!(!clean.contains("Log in"), "{clean}");
}
