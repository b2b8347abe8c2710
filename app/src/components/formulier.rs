//! Parts of forms (NL Design System, richtlijnen formulieren): one question per page, errors named in a summary that takes the
//! focus and beside what they are about.

use crate::browser::pagina;
use crate::components::melding::{Melding, Toon};
use crate::taal::{Tekst, t_signal, t_string, use_i18n, volgend, vul};
use contract::verzoek::TOELICHTING_MAX;
use leptos::prelude::*;

/// Something is wrong: the id of the field, and what to do.
pub type Fout = (&'static str, &'static Tekst);

/// The same for a field of which there are as many as needed: then the summary names it too.
#[derive(Clone)]
pub struct Bijfout {
    pub veld: String,
    pub naam: Option<String>,
    pub tekst: &'static Tekst,
}

impl From<Fout> for Bijfout {
    fn from((veld, tekst): Fout) -> Self {
        Bijfout { veld: veld.to_owned(), naam: None, tekst }
    }
}

const SAMENVATTING: &str = "fouten";

/// What is wrong on this page; a handle. [`Fouten::zet`] moves the focus to the summary.
#[derive(Clone, Copy)]
pub struct Fouten(RwSignal<Vec<Bijfout>>);

impl Fouten {
    pub fn nieuw() -> Self {
        Fouten(RwSignal::new(Vec::new()))
    }

    /// `true` when nothing is wrong.
    pub fn zet(self, fouten: Vec<impl Into<Bijfout>>) -> bool {
        let goed = fouten.is_empty();
        self.0.set(fouten.into_iter().map(Into::into).collect());
        if !goed {
            request_animation_frame(|| pagina::focus_op(SAMENVATTING));
        }
        goed
    }

    /// Nothing is wrong any more.
    pub fn wis(self) {
        self.0.set(Vec::new());
    }

    fn bij(self, veld: &str) -> Option<&'static Tekst> {
        self.0.read().iter().find(|fout| fout.veld == veld).map(|fout| fout.tekst)
    }
}

/// Every error, each a link to its field.
#[component]
pub fn Foutsamenvatting(fouten: Fouten) -> impl IntoView {
    let i18n = use_i18n();
    let regel = move |Bijfout { veld, naam, tekst }: Bijfout| {
        let href = format!("#{veld}");
        let naar = move |gebeurtenis: leptos::ev::MouseEvent| {
            // The router would take the link for a new place.
            gebeurtenis.prevent_default();
            gebeurtenis.stop_propagation();
            pagina::focus_op(&veld);
        };
        let waarvan = naam.map(|naam| format!("{naam}: "));
        view! {
            <li>
                <a href=href rel="external" on:click=naar>{waarvan}{volgend(i18n, tekst)}</a>
            </li>
        }
    };
    move || {
        (!fouten.0.read().is_empty()).then(|| {
            view! {
                <div id=SAMENVATTING tabindex="-1" role="alert">
                    <Melding toon=Toon::Fout kop=t_signal!(i18n, aanvraag.fouten)>
                        <ul>{fouten.0.get().into_iter().map(regel).collect_view()}</ul>
                    </Melding>
                </div>
            }
        })
    }
}

/// The error of one field, beside it; the field names it in `aria-describedby`.
#[component]
pub fn Veldfout(fouten: Fouten, #[prop(into)] veld: String) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let tekst = fouten.bij(&veld)?.in_taal(i18n.taal());
        Some(view! { <p class="kb-veld__fout" id=foutnaam(&veld)>{tekst}</p> })
    }
}

/// The id of the text about what is wrong with a field.
pub fn foutnaam(veld: &str) -> String {
    format!("{veld}-fout")
}

/// One of some, or some of many: a radio button or a checkbox with its label.
#[component]
pub fn Vakje(
    /// `radio` or `checkbox`.
    soort: &'static str,
    groep: &'static str,
    /// Only for what an error points at: the first of its group.
    #[prop(optional_no_strip)]
    id: Option<&'static str>,
    #[prop(into)] aan: Signal<bool>,
    kies: Callback<bool>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    view! {
        <label class="kb-vakje">
            <input
                type=soort
                name=groep
                id=id
                prop:checked=aan
                on:change=move |gebeurtenis| kies.run(event_target_checked(&gebeurtenis))
            />
            <span>{label}</span>
        </label>
    }
}

/// Words of one's own: the question, what helps to answer it, and how many characters are left ([`TOELICHTING_MAX`]).
#[component]
pub fn Tekstvak(
    veld: &'static str,
    vraag: &'static Tekst,
    #[prop(optional)] hulp: Option<&'static Tekst>,
    fouten: Fouten,
    tekst: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let hulpnaam = hulp.map(|_| format!("{veld}-hulp"));
    let beschreven = hulpnaam.iter().cloned().chain([foutnaam(veld)]).collect::<Vec<_>>().join(" ");
    let hulp = hulp.map(|hulp| view! { <p class="kb-zacht kb-klein" id=hulpnaam>{volgend(i18n, hulp)}</p> });
    view! {
        <div class="kb-veld">
            <label for=veld>{volgend(i18n, vraag)}</label>
            {hulp}
            <Veldfout fouten veld />
            <textarea
                id=veld
                class="kb-veld__tekst"
                rows="6"
                autocomplete="off"
                aria-describedby=beschreven
                prop:value=tekst
                on:input=move |gebeurtenis| tekst.set(event_target_value(&gebeurtenis))
            ></textarea>
            <Teller tekst />
        </div>
    }
}

/// How many characters are left.
#[component]
fn Teller(tekst: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let zin = move || {
        let aantal = tekst.read().trim().chars().count();
        let (sjabloon, rest) = if aantal > TOELICHTING_MAX {
            (t_string!(i18n, correctie.te_veel), aantal - TOELICHTING_MAX)
        } else {
            (t_string!(i18n, correctie.nog), TOELICHTING_MAX - aantal)
        };
        vul(sjabloon, &[("aantal", &rest.to_string())])
    };
    view! { <p class="kb-zacht kb-klein">{zin}</p> }
}
