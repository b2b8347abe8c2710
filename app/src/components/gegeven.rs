//! A gegeven: a row with its name and value, that opens in place into what there is to know about it.

use crate::browser::pagina::in_query;
use crate::components::icoon::{Icoon, Teken};
use crate::components::klopt_niet::KloptNiet;
use crate::components::openstand::{als_id, deel};
use crate::components::tekening::tekening;
use crate::correcties::Plek;
use crate::inzage::filter::{Filter, Veld};
use crate::klantbeeld::lezer::Lezer;
use crate::klantbeeld::ordening::Rij;
use crate::klantbeeld::vorm::{BEDEKT, Vorm, datum_tekst, vorm};
use crate::taal::{td_string, vul};
use contract::Taal;
use contract::gegevensregister::{Definitie, Registratie};
use contract::klantbeeld::{Bronbeeld, InOnderzoek, Waarde};
use contract::routes::Pagina;
use leptos::prelude::*;
use std::sync::Arc;

/// Where a value comes from, in the reader's language: stated once per group and repeated in *Over dit gegeven*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Herkomst {
    pub registratie: String,
    pub afkorting: String,
    pub houder: String,
    pub grondslag: String,
    /// When it was fetched.
    pub peildatum: String,
    /// Whether a mistake in it is put right through this portal.
    pub correctie: bool,
}

impl Herkomst {
    /// Of an answer of this registration.
    pub fn nieuw(registratie: &Registratie, beeld: &Bronbeeld, lezer: Lezer) -> Self {
        Herkomst {
            registratie: registratie.naam.clone(),
            afkorting: registratie.afkorting.clone(),
            houder: registratie.houder.naam.clone(),
            grondslag: registratie.grondslag.clone(),
            peildatum: lezer.moment(&beeld.opgehaald_op),
            correctie: registratie.correctie.is_some(),
        }
    }
}

/// The id of a row in the page.
pub fn rij_id(gegeven: &str, sleutel: &str) -> String {
    als_id(&["rij", gegeven, sleutel])
}

/// In the address of *Mijn gegevens*: leads to the first row of a gegeven.
const ANKER: &str = "gegeven-";

/// Where a gegeven is shown, wherever in the page that is.
pub fn naar_gegeven(gegeven: &str) -> String {
    [Pagina::Klantbeeld.pad(), "#", ANKER, gegeven].concat()
}

/// The gegeven that the end of an address leads to.
pub fn gegeven_van_anker(anker: &str) -> Option<&str> {
    anker.strip_prefix(ANKER)
}

/// One row of a `<dl>`. `sleutel` tells it from the same gegeven in another occurrence of the group.
#[component]
pub fn Gegeven(
    rij: Rij,
    groep: String,
    sleutel: String,
    herkomst: Arc<Herkomst>,
    lezer: Lezer,
) -> impl IntoView {
    let Rij { definitie, gegeven } = rij;
    let id = als_id(&["over", &definitie.id, &sleutel]);
    let plek = rij_id(&definitie.id, &sleutel);
    let (open, wissel) = deel(id.clone(), false);
    let toon = vorm(&gegeven.waarde, &definitie, &lezer);
    let taal = taal_van_waarde(&gegeven.waarde, &definitie, lezer);
    let knopnaam = vul(td_string!(lezer.0, gegeven.over), &[("naam", &definitie.naam)]);
    let onderzoek = gegeven.in_onderzoek.clone();
    let zonder_uitleg = matches!(&gegeven.waarde, Waarde::Code { .. }) && matches!(toon, Vorm::Onzeker(_));
    let uitleg = definitie.uitleg.clone();
    let gebruikt = Filter::default().met(Veld::Gegeven, &definitie.id).adres(None, &in_query);
    let beeld = match &gegeven.waarde {
        Waarde::Tekening { vlakken } => tekening(&definitie.naam, vlakken, lezer),
        _ => None,
    };
    let klasse = if beeld.is_some() { "kb-gegeven kb-gegeven--breed" } else { "kb-gegeven" };
    let deelnaam = als_id(&["bsn", &definitie.id, &sleutel]);
    let plek_in_bron = Plek { groep, sleutel, gegeven: definitie.id.clone() };
    let (over_definitie, over_waarde) = (definitie.clone(), gegeven.waarde.clone());
    let inhoud = beeld.unwrap_or_else(|| waarde(toon, taal, deelnaam, lezer));
    let over = move || {
        let gedeeld = (uitleg.clone(), Arc::clone(&herkomst), onderzoek.clone());
        let gebruikt = gebruikt.clone();
        open.get().then(|| {
            let over = over_dit_gegeven(gedeeld.0, &gedeeld.1, gedeeld.2.as_ref(), zonder_uitleg, lezer);
            let (definitie, plek, waarde) =
                (over_definitie.clone(), plek_in_bron.clone(), over_waarde.clone());
            let (houder, via_portaal) = (herkomst.houder.clone(), herkomst.correctie);
            let klopt_niet = view! { <KloptNiet definitie plek waarde houder via_portaal lezer /> };
            (over, klopt_niet, wie_gebruikte(gebruikt, lezer))
        })
    };
    view! {
        <div class=klasse id=plek tabindex="-1">
            <dt class="kb-gegeven__naam">{definitie.naam}</dt>
            <dd class="kb-gegeven__waarde">
                {inhoud}
                {gegeven.in_onderzoek.is_some().then(|| merk_in_onderzoek(lezer))}
            </dd>
            <dd class="kb-gegeven__over-knop">
                <button
                    type="button"
                    class="kb-rond"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=id.clone()
                    on:click=move |_| wissel()
                >
                    <Teken icoon=Icoon::Info />
                    <span class="kb-alleen-voorlezen">{knopnaam}</span>
                </button>
            </dd>
            <dd class="kb-gegeven__over" id=id.clone() hidden=move || !open.get()>
                {over}
            </dd>
        </div>
    }
}

fn merk_in_onderzoek(lezer: Lezer) -> impl IntoView {
    view! {
        <span class="kb-merk">
            <Teken icoon=Icoon::Onderzoek klasse="kb-icoon kb-icoon--klein" />
            {td_string!(lezer.0, gegeven.in_onderzoek)}
        </span>
    }
}

/// The language of a value, when it is not the reader's: what a source wrote is Dutch, what the register says is not.
fn taal_van_waarde(waarde: &Waarde, definitie: &Definitie, lezer: Lezer) -> Option<&'static str> {
    let van_de_bron = match waarde {
        Waarde::Tekst { .. } => true,
        Waarde::Code { code, omschrijving } => {
            omschrijving.is_some() && !definitie.waarden.contains_key(code)
        }
        _ => false,
    };
    (van_de_bron && lezer.0 != Taal::Nl).then_some(Taal::Nl.code())
}

/// The value itself, in `taal` if that is not the reader's. `deelnaam` names the part of the page that a hidden number is.
fn waarde(toon: Vorm, taal: Option<&'static str>, deelnaam: String, lezer: Lezer) -> AnyView {
    match toon {
        Vorm::Tekst(tekst) => view! { <span lang=taal>{tekst}</span> }.into_any(),
        Vorm::Onzeker(tekst) => view! { <span class="kb-onzeker">{tekst}</span> }.into_any(),
        Vorm::Adres(regels) => {
            let regels = regels.into_iter().map(|regel| view! { <span>{regel}</span> }).collect_view();
            view! { <span class="kb-regels">{regels}</span> }.into_any()
        }
        Vorm::Lijst(waarden) => {
            view! { <ul>{waarden.into_iter().map(|waarde| view! { <li>{waarde}</li> }).collect_view()}</ul> }
                .into_any()
        }
        Vorm::Bsn(nummers) => view! { <Bsn nummers deelnaam lezer /> }.into_any(),
        Vorm::Bedekt => view! {
            <span aria-hidden="true">{BEDEKT}</span>
            <span class="kb-alleen-voorlezen">{td_string!(lezer.0, gegeven.bedekt)}</span>
        }
        .into_any(),
    }
}

/// Citizen service numbers stay hidden, on screen and on paper, until somebody asks for them.
#[component]
fn Bsn(nummers: Vec<String>, deelnaam: String, lezer: Lezer) -> impl IntoView {
    let (toont, wissel) = deel(deelnaam, false);
    view! {
        <span class="kb-bsn kb-regels" aria-live="polite">
            {move || {
                toont.get().then(|| nummers.iter().map(|nummer| view! { <span>{nummer.clone()}</span> }).collect_view())
            }}
        </span>
        <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| wissel()>
            {move || if toont.get() { td_string!(lezer.0, gegeven.bsn.verberg) } else { td_string!(lezer.0, gegeven.bsn.toon) }}
        </button>
        <span class="kb-alleen-afdruk kb-onzeker" hidden=toont>
            {td_string!(lezer.0, gegeven.bsn.verborgen_op_papier)}
        </span>
    }
}

/// Leads to who used this gegeven.
fn wie_gebruikte(adres: String, lezer: Lezer) -> AnyView {
    view! {
        <p class="kb-niet-afdrukken">
            <a href=adres>{td_string!(lezer.0, inzage.wie_gebruikte_dit)}</a>
        </p>
    }
    .into_any()
}

fn over_dit_gegeven(
    uitleg: String,
    herkomst: &Herkomst,
    onderzoek: Option<&InOnderzoek>,
    code_zonder_uitleg: bool,
    lezer: Lezer,
) -> impl IntoView + use<> {
    let Herkomst { registratie, afkorting, houder, grondslag, peildatum, .. } = herkomst.clone();
    let bron = format!("{registratie} ({afkorting})");
    let sinds = onderzoek.and_then(|onderzoek| onderzoek.sinds).map(|sinds| datum_tekst(sinds, &lezer));
    let onderzoek =
        onderzoek.map(|_| vul(td_string!(lezer.0, gegeven.onderzoek_uitleg), &[("houder", &houder)]));
    let feit = |naam: &'static str, waarde: String| view! { <div><dt>{naam}</dt><dd>{waarde}</dd></div> };
    view! {
        <p class="kb-gegeven__over-kop">{td_string!(lezer.0, gegeven.over_kop)}</p>
        <p>{uitleg}</p>
        {code_zonder_uitleg.then(|| view! { <p>{td_string!(lezer.0, gegeven.code_uitleg)}</p> })}
        {onderzoek.map(|tekst| view! { <p>{tekst}</p> })}
        <dl class="kb-feiten">
            {feit(td_string!(lezer.0, gegeven.bron), bron)}
            {feit(td_string!(lezer.0, gegeven.houder), houder)}
            {feit(td_string!(lezer.0, gegeven.grondslag), grondslag)}
            {feit(td_string!(lezer.0, gegeven.peildatum), peildatum)}
            {sinds.map(|sinds| feit(td_string!(lezer.0, gegeven.onderzoek_sinds), sinds))}
        </dl>
    }
}
