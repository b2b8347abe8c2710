//! Parts of forms (NL Design System, richtlijnen formulieren): one question per page, errors named in a summary that takes the
//! focus and beside what they are about.

use crate::browser::pagina;
use crate::components::melding::{Melding, Toon};
use crate::taal::{Tekst, t_signal, use_i18n, volgend};
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
