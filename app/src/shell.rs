//! What stands around every page, and which page stands at which path.
//!
//! Class names of the shell, for the style sheets: `kb-skip-link`; `kb-shell` (`__kolommen`: menu beside main on a wide
//! screen); `kb-header` (`__binnen`, `__merk`, `__teken`, `__organisatie`: room for the municipality's logo, `__hulp`,
//! `__persoon`, `__label`, `__taal`); `kb-nav` (`__knop`: on a phone only; `__lijst`, on a phone only with `--open`; `__link`,
//! with `aria-current`); `kb-main`; `kb-footer` (`__binnen`); `kb-page` (`__titel`); `kb-dialoog` (`__titel`, `__tijd`);
//! `kb-inloggen__punten`; in index.html `kb-laden` (`__tekst`, `__traag`: appears after 15 s); after a panic `kb-stuk`
//! (`__deel`, `__titel`, `__uitleg`).

pub mod kop;
pub mod poort;
pub mod waarschuwing;

use crate::activiteiten;
use crate::browser::pagina;
use crate::inbox;
use crate::klantbeeld;
use crate::page::Omroep;
use crate::pages;
use crate::pages::later::{self, Later};
use crate::session::{self, Inlog};
use crate::taal::{self, t, use_i18n};
use contract::routes::Pagina;
use kop::{Kop, Menu};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{ParamSegment, StaticSegment};
use poort::Besloten;
use waarschuwing::Sessiewaarschuwing;

/// Who is logged in, as soon as a source says so; [`klantbeeld`] fills it in, and empties it when the session ends.
#[derive(Clone, Copy)]
pub struct Naam(pub RwSignal<Option<String>>);

/// The id of the static text in index.html that stands there until we know what to show.
const LADEN: &str = "laden";
/// The id of the place of the page.
pub const INHOUD: &str = "inhoud";

#[component]
pub fn App() -> impl IntoView {
    taal::voorzie();
    let sessie = session::voorzie();
    provide_context(Naam(RwSignal::new(None)));
    klantbeeld::voorzie();
    later::haal_vooruit();
    activiteiten::voorzie();
    inbox::voorzie();
    let bekend = Memo::new(move |eerder| eerder == Some(&true) || sessie.inlog() != Inlog::Onbekend);
    Effect::new(move || {
        if bekend.get() {
            pagina::verwijder(LADEN);
        }
    });
    view! {
        <Router>{move || bekend.get().then(|| view! { <Omlijsting /> })}</Router>
    }
}

#[component]
fn Omlijsting() -> impl IntoView {
    let i18n = use_i18n();
    taal::volg_in_document();
    poort::bewaak();
    let omroep = Omroep::voorzie();
    let naar_inhoud = move |gebeurtenis: leptos::ev::MouseEvent| {
        // The router would take the link for a new place and leave the focus where it is.
        gebeurtenis.prevent_default();
        gebeurtenis.stop_propagation();
        pagina::focus_op(INHOUD);
    };
    view! {
        <a class="kb-skip-link" href=format!("#{INHOUD}") rel="external" on:click=naar_inhoud>
            {t!(i18n, shell.naar_inhoud)}
        </a>
        <div class="kb-shell">
            <Kop />
            <div class="kb-shell__kolommen">
                <Menu />
                <main class="kb-main" id=INHOUD tabindex="-1">
                    <Binnenste />
                </main>
            </div>
            <footer class="kb-footer">
                <div class="kb-footer__binnen">
                    <p>{t!(i18n, shell.voet)}</p>
                    <p>
                        <a href=Pagina::Verwerkingsactiviteiten.pad()>{t!(i18n, activiteiten.titel)}</a>
                    </p>
                </div>
            </footer>
        </div>
        <div class="kb-alleen-voorlezen" role="status" aria-live="polite">
            {move || omroep.tekst()}
        </div>
        <Sessiewaarschuwing />
    }
}

/// The page, or how far logging out is: on any page, for the button is on every page.
#[component]
fn Binnenste() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    let uitweg = Memo::new(move |_| Some(sessie.inlog()).filter(|inlog| inlog.vertrekt()));
    move || match uitweg.get() {
        None => view! { <Paginas /> }.into_any(),
        Some(Inlog::UitloggenMislukt) => view! { <pages::fout::UitloggenMislukt /> }.into_any(),
        Some(_) => view! { <p role="status">{t!(i18n, uitgelogd.bezig)}</p> }.into_any(),
    }
}

#[component]
fn Paginas() -> impl IntoView {
    let pad = |pagina: Pagina| StaticSegment(pagina.pad());
    let overzicht = || view! { <Besloten pagina=pages::overzicht::Pagina /> }.into_any();
    let gegevens = || view! { <Besloten pagina=gegevens /> }.into_any();
    let inzage = || view! { <Besloten pagina=inzage /> }.into_any();
    let activiteiten = || view! { <Later pagina=Pagina::Verwerkingsactiviteiten /> }.into_any();
    let verzoeken =
        || view! { <Besloten pagina=|| view! { <Later pagina=Pagina::Verzoeken /> } /> }.into_any();
    let nieuw =
        || view! { <Besloten pagina=|| view! { <Later pagina=Pagina::NieuwVerzoek /> } /> }.into_any();
    let correcties =
        || view! { <Besloten pagina=|| view! { <Later pagina=Pagina::Correcties /> } /> }.into_any();
    let nieuwe_correctie =
        || view! { <Besloten pagina=|| view! { <Later pagina=Pagina::NieuweCorrectie /> } /> }.into_any();
    let berichten =
        || view! { <Besloten pagina=|| view! { <Later pagina=Pagina::Berichten /> } /> }.into_any();
    let inloggen = || view! { <pages::inloggen::Pagina /> }.into_any();
    let uitgelogd = || view! { <pages::uitgelogd::Pagina /> }.into_any();
    let niet_gevonden = || view! { <pages::niet_gevonden::Pagina /> }.into_any();
    view! {
        <FlatRoutes fallback=niet_gevonden>
            <Route path=pad(Pagina::Overzicht) view=overzicht />
            <Route path=pad(Pagina::Klantbeeld) view=gegevens />
            <Route path=pad(Pagina::Inzage) view=inzage />
            <Route path=pad(Pagina::Verwerkingsactiviteiten) view=activiteiten />
            <Route
                path=(
                    pad(Pagina::Verwerkingsactiviteiten),
                    ParamSegment("organisatie"),
                    ParamSegment("activiteit"),
                )
                view=activiteiten
            />
            <Route path=pad(Pagina::Verzoeken) view=verzoeken />
            <Route path=(StaticSegment("verzoeken"), StaticSegment("nieuw")) view=nieuw />
            <Route path=(StaticSegment("verzoeken"), ParamSegment("nummer")) view=verzoeken />
            <Route path=pad(Pagina::Correcties) view=correcties />
            <Route path=(StaticSegment("correcties"), StaticSegment("nieuw")) view=nieuwe_correctie />
            <Route path=(StaticSegment("correcties"), ParamSegment("nummer")) view=correcties />
            <Route path=pad(Pagina::Berichten) view=berichten />
            <Route path=pad(Pagina::Inloggen) view=inloggen />
            <Route path=pad(Pagina::Uitgelogd) view=uitgelogd />
        </FlatRoutes>
    }
}

/// The registrations are asked while the page is still on its way.
fn gegevens() -> impl IntoView {
    klantbeeld::gebruik().begin();
    view! { <Later pagina=Pagina::Klantbeeld /> }
}

fn inzage() -> impl IntoView {
    view! { <Later pagina=Pagina::Inzage /> }
}
