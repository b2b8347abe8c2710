//! A notice, and what stands where an answer is on its way.

use crate::components::icoon::{Icoon, Teken};
use leptos::prelude::*;

/// How much a notice asks of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toon {
    Info,
    LetOp,
    Fout,
    /// Says that there is nothing to say.
    Stil,
}

impl Toon {
    const fn klasse(self) -> &'static str {
        match self {
            Toon::Info => "kb-melding kb-melding--met-icoon",
            Toon::LetOp => "kb-melding kb-melding--met-icoon kb-melding--let-op",
            Toon::Fout => "kb-melding kb-melding--met-icoon kb-melding--fout",
            Toon::Stil => "kb-melding kb-melding--met-icoon kb-melding--stil",
        }
    }

    const fn icoon(self) -> Icoon {
        match self {
            Toon::Info | Toon::Stil => Icoon::Info,
            Toon::LetOp | Toon::Fout => Icoon::LetOp,
        }
    }
}

/// A notice with a heading. It is part of the page and does not interrupt.
#[component]
pub fn Melding(
    toon: Toon,
    #[prop(optional)] icoon: Option<Icoon>,
    #[prop(into)] kop: Signal<String>,
    /// The notice stands under a heading of its own.
    #[prop(optional)]
    onder_kop: bool,
    children: Children,
) -> impl IntoView {
    let titel = if onder_kop {
        view! { <h3 class="kb-melding__titel">{kop}</h3> }.into_any()
    } else {
        view! { <h2 class="kb-melding__titel">{kop}</h2> }.into_any()
    };
    view! {
        <div class=toon.klasse()>
            <Teken icoon=icoon.unwrap_or(toon.icoon()) klasse="kb-melding__icoon" />
            <div class="kb-melding__inhoud">
                {titel}
                {children()}
            </div>
        </div>
    }
}

/// Lines in the shape of text, with `tekst` for who cannot see them.
#[component]
pub fn Skelet(#[prop(into)] tekst: Signal<String>, #[prop(default = 3)] regels: usize) -> impl IntoView {
    view! {
        <div class="kb-skelet">
            <p class="kb-alleen-voorlezen">{tekst}</p>
            {(0..regels).map(|_| view! { <span class="kb-skelet__regel"></span> }).collect_view()}
        </div>
    }
}
