//! Looking for an address by postcode and house number (BAG): for one value that is an address, or for a group with a value for each
//! part of one.

use super::concept::{Formulier, Veld};
use super::invoer::Invoer;
use crate::api::correcties as api;
use crate::taal::teksten::correctie::adres as teksten;
use crate::taal::{Tekst, t, t_string, use_i18n, volgend, vul};
use contract::correctie::{Adreskeuze, Adressen};
use contract::klantbeeld::Waarde;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The longest name that a register with room for a short one takes (BAG, NEN 5825).
const KORT_MAX: usize = 24;

/// How looking went.
#[derive(Clone)]
enum Gezocht {
    Niet,
    Bezig,
    Gevonden(Vec<Adreskeuze>),
    Mislukt,
}

/// The two fields, and what was found to choose from.
#[component]
pub fn Zoekadres(id: String, kies: Callback<Adreskeuze>) -> impl IntoView {
    let i18n = use_i18n();
    let [postcode, huisnummer] = [(); 2].map(|()| RwSignal::new(String::new()));
    let gezocht = RwSignal::new(Gezocht::Niet);
    let zoek = move || {
        if matches!(*gezocht.read_untracked(), Gezocht::Bezig) {
            return;
        }
        gezocht.set(Gezocht::Bezig);
        let postcode: String = postcode.read_untracked().split_whitespace().collect();
        let vraag = api::adressen(&postcode.to_uppercase(), huisnummer.read_untracked().trim());
        spawn_local(async move {
            let antwoord = vraag.await;
            // The page may be gone by now.
            let _ = gezocht.try_set(match antwoord {
                Ok(Adressen { adressen }) => Gezocht::Gevonden(adressen),
                Err(_) => Gezocht::Mislukt,
            });
        });
    };
    // Enter in these two means "look", not "next question".
    let bij_enter = move |toets: KeyboardEvent| {
        if toets.key() == "Enter" {
            toets.prevent_default();
            zoek();
        }
    };
    let veld = |naam: &'static str, label: &'static Tekst, waarde: RwSignal<String>| {
        let id = format!("{id}-{naam}");
        view! {
            <div>
                <label for=id.clone()>{volgend(i18n, label)}</label>
                <input
                    class="kb-veld__tekst kb-datum__deel kb-datum__deel--jaar"
                    type="text"
                    id=id
                    autocomplete="off"
                    prop:value=waarde
                    on:input=move |gebeurtenis| waarde.set(event_target_value(&gebeurtenis))
                    on:keydown=bij_enter
                />
            </div>
        }
    };
    let velden = [
        veld("postcode", &teksten::postcode, postcode),
        veld("huisnummer", &teksten::huisnummer, huisnummer),
    ];
    view! {
        <div class="kb-datum">
            {velden}
            <button type="button" class="kb-knop" on:click=move |_| zoek()>{t!(i18n, correctie.adres.zoek)}</button>
        </div>
        <div role="status">{move || uitkomst(gezocht.get(), kies)}</div>
    }
}

fn uitkomst(gezocht: Gezocht, kies: Callback<Adreskeuze>) -> AnyView {
    let i18n = use_i18n();
    let keus = move |adres: Adreskeuze| {
        let tekst = regels(&adres).join(", ");
        view! {
            <li>
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| kies.run(adres.clone())>
                    {move || vul(t_string!(i18n, correctie.adres.kies), &[("adres", &tekst)])}
                </button>
            </li>
        }
    };
    let zin = |tekst: &'static Tekst| view! { <p>{volgend(i18n, tekst)}</p> }.into_any();
    match gezocht {
        Gezocht::Niet => ().into_any(),
        Gezocht::Bezig => zin(&teksten::bezig),
        Gezocht::Mislukt => zin(&teksten::mislukt),
        Gezocht::Gevonden(adressen) if adressen.is_empty() => zin(&teksten::niets),
        Gezocht::Gevonden(adressen) => {
            view! { <ul class="kb-bestanden">{adressen.into_iter().map(keus).collect_view()}</ul> }.into_any()
        }
    }
}

/// For a group that has a value for each part of an address: fills in those that differ.
#[component]
pub fn Adreshulp(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let velden = formulier.velden.get_value();
    let heeft = |woord: &str| velden.iter().any(|veld| laatste(&veld.id()) == woord);
    let kan = heeft("postcode") && heeft("huisnummer");
    let kies = Callback::new(move |adres: Adreskeuze| {
        for veld in formulier.velden.get_value() {
            match deel_voor(&veld.id(), &adres) {
                Deel::Is(nieuw) => vul_in(veld, Some(nieuw)),
                Deel::Niets => vul_in(veld, None),
                Deel::Anders => {}
            }
        }
        formulier.opslag.zo_nodig(formulier);
    });
    kan.then(|| {
        view! {
            <fieldset class="kb-veld">
                <legend>{t!(i18n, correctie.adres.hulp)}</legend>
                <Zoekadres id="adres".to_owned() kies />
            </fieldset>
        }
    })
}

fn vul_in(veld: Veld, nieuw: Option<String>) {
    let nu = veld.huidig.get_untracked();
    let invoer = match (nieuw, &nu) {
        (Some(nieuw), Some(Waarde::Tekst { tekst })) if nieuw == *tekst => None,
        (Some(nieuw), Some(Waarde::Getal { getal })) if nieuw == getal.to_string() => None,
        (Some(nieuw), _) => Some(Invoer { delen: [nieuw, String::new(), String::new()], weg: false }),
        (None, Some(_)) => Some(Invoer { weg: true, ..Invoer::default() }),
        (None, None) => None,
    };
    veld.gekozen.set(invoer.is_some());
    veld.invoer.set(invoer.unwrap_or_default());
}

/// The last word of an id.
fn laatste(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

/// What a gegeven is in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deel {
    Is(String),
    /// This address has no such part.
    Niets,
    /// No part of an address, or one that cannot be known.
    Anders,
}

fn deel_voor(id: &str, adres: &Adreskeuze) -> Deel {
    let misschien = |deel: &Option<String>| deel.clone().map_or(Deel::Niets, Deel::Is);
    match laatste(id) {
        "officieleStraatnaam" | "openbareRuimteNaam" | "straat" => Deel::Is(adres.straat.clone()),
        "korteStraatnaam" if adres.straat.chars().count() <= KORT_MAX => Deel::Is(adres.straat.clone()),
        "huisnummer" => Deel::Is(adres.huisnummer.to_string()),
        "huisletter" => misschien(&adres.huisletter),
        "huisnummertoevoeging" => misschien(&adres.toevoeging),
        "postcode" => Deel::Is(adres.postcode.clone()),
        "woonplaats" | "woonplaatsNaam" => Deel::Is(adres.woonplaats.clone()),
        _ => Deel::Anders,
    }
}

/// As on an envelope.
pub fn regels(adres: &Adreskeuze) -> [String; 2] {
    let huis = [
        adres.huisnummer.to_string(),
        adres.huisletter.clone().unwrap_or_default(),
        adres.toevoeging.as_ref().map(|toevoeging| format!("-{toevoeging}")).unwrap_or_default(),
    ];
    [format!("{} {}", adres.straat, huis.concat()), format!("{}  {}", adres.postcode, adres.woonplaats)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adres() -> Adreskeuze {
        Adreskeuze {
            straat: "Turfmarkt".into(),
            huisnummer: 147,
            huisletter: Some("A".into()),
            toevoeging: None,
            postcode: "2511DP".into(),
            woonplaats: "'s-Gravenhage".into(),
        }
    }

    #[test]
    fn an_address_is_written_as_on_an_envelope() {
        let adres = Adreskeuze { toevoeging: Some("2".into()), ..adres() };
        assert_eq!(regels(&adres), ["Turfmarkt 147A-2", "2511DP  's-Gravenhage"]);
    }

    #[test]
    fn each_part_of_an_address_goes_to_its_own_value() {
        let deel = |id: &str| deel_voor(id, &adres());
        assert_eq!(deel("brp.adres.officieleStraatnaam"), Deel::Is("Turfmarkt".into()));
        assert_eq!(deel("brp.adres.huisnummer"), Deel::Is("147".into()));
        assert_eq!(
            deel("brp.adres.huisnummertoevoeging"),
            Deel::Niets,
            "there is none, so none should stand there"
        );
        assert_eq!(deel("bag.adres.woonplaatsNaam"), Deel::Is("'s-Gravenhage".into()));
        assert_eq!(deel("brp.adres.functieAdres"), Deel::Anders);
        let lang = Adreskeuze { straat: "Burgemeester van der Heijdenstraat".into(), ..adres() };
        assert_eq!(deel_voor("brp.adres.korteStraatnaam", &lang), Deel::Anders, "nobody here shortens names");
    }
}
