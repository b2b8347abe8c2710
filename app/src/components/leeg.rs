//! The themes about which nothing is known, in one line instead of an empty block each.

use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer;
use crate::taal::{td_string, vul};
use leptos::prelude::*;

#[component]
pub fn LegeThemas(leeg: Memo<Vec<String>>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let zin = move || {
        let namen: Vec<String> = leeg.read().iter().map(|thema| klantbeeld.themanaam(thema)).collect();
        let lezer = lezer();
        vul(td_string!(lezer.0, klantbeeld.niets_bekend), &[("themas", &lezer.opsomming(&namen))])
    };
    view! { <p class="kb-zacht" hidden=move || leeg.read().is_empty()>{zin}</p> }
}
