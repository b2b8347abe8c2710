//! The portal in the browser: a single page application that draws what the gateway sends.

// `pub` so that `unreachable_pub` can tell what leaves a module from what does not.
pub mod activiteiten;
pub mod api;
pub mod browser;
pub mod components;
pub mod correcties;
pub mod inbox;
pub mod inzage;
pub mod klantbeeld;
pub mod page;
pub mod pages;
pub mod session;
pub mod shell;
pub mod taal;

fn main() {
    browser::paniek::vang();
    leptos::mount::mount_to_body(shell::App);
}
