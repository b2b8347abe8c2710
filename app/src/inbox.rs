//! How many messages are unread, for the menu: asked when somebody logs in, and again when something happened here.

use crate::api::verzoeken as api;
use crate::session::{self, Inlog};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The count; a handle.
#[derive(Clone, Copy)]
pub struct Inbox {
    ongelezen: RwSignal<u32>,
    /// Calls are made in the name of the app's own owner, so that leaving a page does not abort them.
    eigenaar: StoredValue<Owner>,
}

/// Puts the count in context, once, below the session. It is forgotten when the session ends.
pub fn voorzie() {
    let inbox = Inbox {
        ongelezen: RwSignal::new(0),
        eigenaar: StoredValue::new(Owner::current().unwrap_or_default()),
    };
    provide_context(inbox);
    let sessie = session::gebruik();
    let ingelogd = Memo::new(move |_| sessie.inlog() == Inlog::Ingelogd);
    Effect::new(move || if ingelogd.get() { inbox.kijk() } else { inbox.zet(0) });
}

pub fn gebruik() -> Inbox {
    expect_context()
}

impl Inbox {
    pub fn ongelezen(self) -> u32 {
        self.ongelezen.get()
    }

    /// What a list just said.
    pub fn zet(self, aantal: u32) {
        self.ongelezen.set(aantal);
    }

    /// Asks again. A count that could not be asked stays as it was: it is not worth a message.
    pub fn kijk(self) {
        let antwoord = self.eigenaar.get_value().with(|| api::berichten(None));
        spawn_local(async move {
            if let Ok(berichten) = antwoord.await {
                self.zet(berichten.ongelezen);
            }
        });
    }
}
