//! Pages that are fetched when they are first visited, so that what everybody loads at first stays small.
//!
//! A release build cuts the wasm at these functions (the feature `split`, `xtask/src/split.rs`); any other build has every page at
//! hand, and then nothing is fetched.

use super::fout::PaginaNietGeladen;
use crate::api;
use crate::browser::luister::Luisteraar;
use crate::browser::pagina;
use crate::components::melding::Skelet;
use crate::klantbeeld;
use crate::taal::{t_signal, use_i18n};
use contract::routes::Pagina;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

/// Draws a page that is here.
type Tekenaar = fn() -> AnyView;

/// The part with the page did not come: no connection, or the server has another release by now. Asking again may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NietGekomen;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NietGekomen {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        // The browser's console has said why.
        NietGekomen
    }
}

/// Fetches a page. A page that is here already is not fetched again; one that did not come is.
type Haler = fn() -> Pin<Box<dyn Future<Output = Result<Tekenaar, NietGekomen>>>>;

/// Something that comes later, in a part of the app of which the name is also a name of a file.
macro_rules! deel {
    ($deel:ident: $naam:ident => $inhoud:path) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($deel, fallible)]
        fn $naam() -> Result<Tekenaar, NietGekomen> {
            Ok(|| view! { <$inhoud /> }.into_any())
        }

        #[cfg(not(feature = "split"))]
        async fn $naam() -> Result<Tekenaar, NietGekomen> {
            Ok(|| view! { <$inhoud /> }.into_any())
        }
    };
}

/// Per part of the app: its name, and the pages in it.
///
/// A part has the first word of the path of its pages for a name: the script asks for the part with the page at the address before
/// the app itself is there (`xtask/src/early.js`). A part per theme, not per page: what some parts share becomes a file for each combination of parts that share something.
macro_rules! later {
    ($($deel:ident: $($naam:ident = $plaats:ident => $pagina:path),+;)+) => {
        $($(deel!($deel: $naam => $pagina);)+)+

        /// `None`: the page is in what is loaded at first.
        fn haler(pagina: Pagina) -> Option<Haler> {
            match pagina {
                $($(Pagina::$plaats => Some(|| Box::pin($naam())),)+)+
                _ => None,
            }
        }
    };
}

later! {
    klantbeeld: klantbeeld = Klantbeeld => super::klantbeeld::Pagina;
    inzage: inzage = Inzage => super::inzage::Pagina,
        verwerkingsactiviteiten = Verwerkingsactiviteiten => super::verwerkingsactiviteiten::Deel;
    verzoeken: verzoeken = Verzoeken => super::verzoeken::Deel, nieuw_verzoek = NieuwVerzoek => super::verzoeken::nieuw::Pagina,
        berichten = Berichten => super::berichten::Pagina;
    correcties: correcties = Correcties => super::correcties::Deel, nieuwe_correctie = NieuweCorrectie => super::correcties::nieuw::Pagina;
}

deel!(gekeken: gekeken => super::overzicht::gekeken::Gekeken);

/// The block of the overview that says who has been looking. It is fetched when the registrations have answered, which is what
/// people came for; until it is here, and when it does not come, nothing stands there.
#[component]
pub fn GekekenLater() -> impl IntoView {
    let telling = klantbeeld::gebruik().telling();
    let tekenaar = RwSignal::new(None::<Tekenaar>);
    let nodig = Memo::new(move |eerder| eerder == Some(&true) || telling.read().onderweg.is_empty());
    Effect::new(move || {
        if nodig.get() {
            spawn_local(async move {
                let gekomen = gekeken().await.ok();
                // Nobody may be waiting any more.
                let _ = tekenaar.try_set(gekomen);
            });
        }
    });
    move || tekenaar.get().map(|teken| teken())
}

/// Has pages come before they are visited: the one at the address of now, and any that a link is pointed at for. One that does not
/// come is asked for again when it is visited, and the person is told then.
pub fn haal_vooruit() {
    let haal = |pad: &str| {
        let pagina = Pagina::ALLE.into_iter().find(|pagina| pagina.pad() == pad);
        if let Some(haal) = pagina.and_then(haler) {
            spawn_local(async move {
                let _ = haal().await;
            });
        }
    };
    haal(pagina::pad().split('?').next().unwrap_or_default());
    for soort in ["pointerover", "focusin"] {
        let luisteraar = Luisteraar::document(soort, move |gebeurtenis| {
            if let Some(pad) = pagina::pad_van_link(&gebeurtenis) {
                haal(&pad);
            }
        });
        StoredValue::new_local(luisteraar);
    }
}

#[derive(Clone, Copy)]
enum Komst {
    Onderweg,
    Hier(Tekenaar),
    Mislukt,
}

/// The page, as soon as it is here. Until then a skeleton; if it does not come, what happened and the way to try again.
#[component]
pub fn Later(pagina: Pagina) -> impl IntoView {
    let i18n = use_i18n();
    let komst = RwSignal::new(Komst::Onderweg);
    let vraag = move |nog_eens: bool| {
        komst.set(Komst::Onderweg);
        spawn_local(async move {
            let uitkomst = haal(pagina, nog_eens).await.map_or(Komst::Mislukt, Komst::Hier);
            // Nobody may be waiting any more.
            let _ = komst.try_set(uitkomst);
        });
    };
    vraag(false);
    move || match komst.get() {
        Komst::Hier(teken) => teken(),
        Komst::Onderweg => view! {
            <div role="status">
                <Skelet tekst=t_signal!(i18n, fout.pagina_laadt) regels=6 />
            </div>
        }
        .into_any(),
        Komst::Mislukt => view! { <PaginaNietGeladen opnieuw=move || vraag(true) /> }.into_any(),
    }
}

/// `nog_eens`: the person asks again. If the server is there and the page is not, then this app is of an earlier release:
/// only the new one can show the page. Not done unasked, for a page that never comes would be loaded for ever.
async fn haal(pagina: Pagina, nog_eens: bool) -> Result<Tekenaar, NietGekomen> {
    let haal = haler(pagina).ok_or(NietGekomen)?;
    let uitkomst = haal().await;
    if uitkomst.is_err() && nog_eens && api::sessie().await.is_ok() {
        pagina::herlaad();
    }
    uitkomst
}
