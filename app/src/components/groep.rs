//! A group of gegevens: a block that opens and closes, with its source stated once in its foot.

use crate::components::gegeven::{Gegeven, Herkomst};
use crate::components::icoon::{Icoon, Teken};
use crate::components::klopt_niet::{heeft_veld, niet_van_mij, ontbreekt};
use crate::components::openstand::{als_id, deel};
use crate::components::staven::staven;
use crate::components::vulling::Vulling;
use crate::klantbeeld::lezer::Lezer;
use crate::klantbeeld::ordening::{Blok, Groepblok, Titel};
use crate::klantbeeld::vorm::periode_tekst;
use crate::taal::{td_string, vul};
use contract::gegevensregister::Groep as GroepDefinitie;
use contract::routes::Pagina;
use leptos::prelude::*;
use std::sync::Arc;

/// The name under which [`crate::components::openstand`] knows a group; also its id in the page.
pub fn deelnaam(groep: &str) -> String {
    als_id(&["groep", groep])
}

/// Where a group is shown.
pub fn naar_groep(groep: &str) -> String {
    [Pagina::Klantbeeld.pad(), "#", &deelnaam(groep)].concat()
}

fn inhoud_id(groep: &str) -> String {
    als_id(&[groep, "inhoud"])
}

/// The group whose content is found under this id in the page.
pub fn groep_van_inhoud(id: &str) -> Option<&str> {
    id.strip_suffix("-inhoud").filter(|groep| groep.starts_with("groep-"))
}

#[component]
pub fn Groep(blok: Groepblok, herkomst: Arc<Herkomst>, standaard_open: bool, lezer: Lezer) -> impl IntoView {
    let id = deelnaam(&blok.groep.id);
    let (open, wissel) = deel(id.clone(), standaard_open);
    let inhoud = inhoud_id(&id);
    let gevuld = Vulling::meld_aan();
    // Once there, it stays: closing hides it.
    let vol = Memo::new(move |eerder| eerder == Some(&true) || open.get() || gevuld.get());
    let kort_id = als_id(&[&id, "kort"]);
    let kort = blok.kort(&lezer).unwrap_or_default();
    let onderzoek = blok.in_onderzoek().then(|| {
        view! {
            <span class="kb-merk">
                <Teken icoon=Icoon::Onderzoek klasse="kb-icoon kb-icoon--klein" />
                {td_string!(lezer.0, klantbeeld.groep.onderzoek)}
            </span>
        }
    });
    view! {
        <div class="kb-groep" id=id>
            <div class="kb-groep__kop">
                <h3>
                    <button
                        type="button"
                        class="kb-groep__knop"
                        aria-expanded=move || open.get().to_string()
                        aria-controls=inhoud.clone()
                        aria-describedby=kort_id.clone()
                        on:click=move |_| wissel()
                    >
                        {blok.groep.naam.clone()}
                    </button>
                </h3>
                {onderzoek}
                <p class="kb-groep__kort" id=kort_id hidden=open>{kort}</p>
                <Teken icoon=Icoon::Pijl klasse="kb-pijl" />
            </div>
            // Hidden from everybody but the browser's own search, which opens it: see Vulling.
            <div class="kb-groep__inhoud" id=inhoud.clone() hidden=move || (!open.get()).then_some("until-found")>
                {move || {
                    vol.get()
                        .then(|| {
                            let mist = mist_er_iets(&blok, &herkomst, lezer);
                            (inhoud_van(blok.clone(), &herkomst, lezer), mist, voet(&herkomst, lezer)).into_any()
                        })
                }}
            </div>
        </div>
    }
}

fn inhoud_van(blok: Groepblok, herkomst: &Arc<Herkomst>, lezer: Lezer) -> AnyView {
    if blok.voorkomens.is_empty() {
        return view! { <p>{blok.groep.leeg}</p> }.into_any();
    }
    let staven = staven(&blok, lezer);
    let Groepblok { groep, voorkomens } = blok;
    let voorkomens =
        voorkomens.into_iter().map(|blok| voorkomen(&groep, blok, herkomst, lezer)).collect_view();
    view! {
        <p class="kb-groep__uitleg">{groep.uitleg}</p>
        {staven}
        {voorkomens}
    }
    .into_any()
}

/// The way to say that something of the group is not there.
fn mist_er_iets(blok: &Groepblok, herkomst: &Herkomst, lezer: Lezer) -> Option<AnyView> {
    let kan = herkomst.correctie && blok.groep.gegevens.iter().any(heeft_veld);
    let enige = blok.voorkomens.first().filter(|_| blok.groep.enkelvoud.is_none());
    kan.then(|| ontbreekt(&blok.groep.id, enige.map(|blok| blok.sleutel.as_str()), &blok.groep.naam, lezer))
}

fn voorkomen(
    groep: &GroepDefinitie,
    blok: Blok,
    herkomst: &Arc<Herkomst>,
    lezer: Lezer,
) -> impl IntoView + use<> {
    let kop = kop(&blok.titel, lezer);
    let van_een_ander = groep
        .enkelvoud
        .as_ref()
        .filter(|_| herkomst.correctie && blok.rijen.iter().any(|rij| heeft_veld(&rij.definitie)));
    let van_een_ander = van_een_ander
        .map(|enkelvoud| niet_van_mij(&groep.id, &blok.sleutel, kop.as_deref().unwrap_or(enkelvoud), lezer));
    let groep = groep.id.clone();
    let als_kaart = kop.is_some();
    // A card says at a glance from when it holds; alone in its group an occurrence has a row for that.
    let geldig =
        blok.geldig.as_ref().filter(|_| als_kaart).and_then(|periode| periode_tekst(periode, &lezer));
    let sleutel = blok.sleutel;
    let rijen = blok
        .rijen
        .into_iter()
        .map(|rij| view! { <Gegeven rij groep=groep.clone() sleutel=sleutel.clone() herkomst=Arc::clone(herkomst) lezer /> })
        .collect_view();
    view! {
        <div class="kb-voorkomen" class:kb-voorkomen--kaart=als_kaart>
            {kop.map(|kop| view! { <h4 class="kb-voorkomen__kop">{kop}</h4> })}
            {geldig.map(|geldig| view! { <p class="kb-voorkomen__geldig">{geldig}</p> })}
            <dl>{rijen}</dl>
            {van_een_ander}
        </div>
    }
}

/// The heading of an occurrence in the reader's language.
fn kop(titel: &Titel, lezer: Lezer) -> Option<String> {
    match titel {
        Titel::Geen => None,
        Titel::Naam(naam) => Some(naam.clone()),
        Titel::Volgnummer { enkelvoud, nummer } => {
            let waarden = [("enkelvoud", enkelvoud.as_str()), ("nummer", &nummer.to_string())];
            Some(vul(td_string!(lezer.0, klantbeeld.groep.nummer), &waarden))
        }
    }
}

fn voet(herkomst: &Herkomst, lezer: Lezer) -> impl IntoView + use<> {
    let tekst = vul(
        td_string!(lezer.0, klantbeeld.groep.voet),
        &[
            ("registratie", &herkomst.registratie),
            ("afkorting", &herkomst.afkorting),
            ("houder", &herkomst.houder),
            ("moment", &herkomst.peildatum),
        ],
    );
    view! { <p class="kb-groep__voet">{tekst}</p> }
}

#[cfg(test)]
mod tests {
    use super::{deelnaam, groep_van_inhoud, inhoud_id};

    #[test]
    fn a_group_is_known_by_the_id_of_its_content() {
        let groep = deelnaam("brp.naam");
        assert_eq!(groep_van_inhoud(&inhoud_id(&groep)), Some(groep.as_str()));
        assert_eq!(groep_van_inhoud("over-inhoud"), None);
    }
}
