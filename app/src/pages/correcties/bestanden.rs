//! Files as proof: chosen, sent one after another with how far that is, and taken away again.

use super::concept::Formulier;
use super::opslag::Uitkomst;
use crate::api::ApiFout;
use crate::api::correcties as api;
use crate::browser::pagina;
use crate::browser::upload::{Lokaal, gekozen};
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::klantbeeld::vorm::Opmaak as _;
use crate::page::Omroep;
use crate::taal::teksten::bestanden as teksten;
use crate::taal::{I18n, Tekst, t, t_string, use_i18n, volgend, vul};
use contract::ProblemType;
use contract::correctie::{BESTANDEN_BYTES_MAX, BESTANDEN_MAX, Bestand};
use contract::routes;
use leptos::prelude::*;
use leptos::task::spawn_local;

const VELD: &str = "bestanden";
const HULP: &str = "bestanden-hulp";
const SOORTEN: &str = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

/// What the files belong to.
#[derive(Clone, Copy)]
pub struct Waarbij {
    /// Of the correctie, when it has one.
    nummer: Signal<Option<String>>,
    /// Keeps it, so that it gets one, and tells how that went.
    bewaar: Callback<Callback<Uitkomst>>,
}

impl Waarbij {
    /// A concept, which may not be kept yet.
    pub fn concept(formulier: Formulier) -> Self {
        let bewaar = move |daarna| formulier.opslag.bewaar(formulier, Some(daarna));
        Waarbij { nummer: formulier.opslag.nummer.into(), bewaar: Callback::new(bewaar) }
    }

    /// An answer to a question about the correctie with this number.
    pub fn antwoord(nummer: String) -> Self {
        let uitkomst = Ok(nummer.clone());
        let bewaar = Callback::new(move |daarna: Callback<Uitkomst>| daarna.run(uitkomst.clone()));
        Waarbij { nummer: Signal::stored(Some(nummer)), bewaar }
    }
}

/// How it stands with one file on its way.
#[derive(Clone)]
enum Gang {
    Wacht,
    Stuurt(u8),
    Mislukt(&'static Tekst),
}

/// A file that is not at the server.
#[derive(Clone)]
struct Onderweg {
    id: u32,
    bestand: StoredValue<Lokaal, LocalStorage>,
    naam: String,
    gang: RwSignal<Gang>,
}

/// The files, and the way to add one.
#[component]
pub fn Bestanden(bestanden: RwSignal<Vec<Bestand>>, waarbij: Waarbij) -> impl IntoView {
    let i18n = use_i18n();
    let rij = Rij {
        bestanden,
        waarbij,
        onderweg: RwSignal::new(Vec::new()),
        teller: StoredValue::new(0),
        bezig: StoredValue::new(false),
        omroep: expect_context(),
        i18n,
    };
    let vol = move || bestanden.read().len() >= BESTANDEN_MAX;
    view! {
        <div class="kb-veld">
            <label for=VELD>{t!(i18n, bestanden.kies)}</label>
            <p class="kb-zacht kb-klein" id=HULP>{t!(i18n, bestanden.hulp)}</p>
            <ul class="kb-bestanden">
                <For each=move || bestanden.get() key=|bestand| bestand.id.clone() let(bestand)>
                    <Regel rij bestand />
                </For>
                <For each=move || rij.onderweg.get() key=|een| een.id let(een)>
                    <Opweg rij een />
                </For>
            </ul>
            <p class="kb-zacht kb-klein" hidden=move || !vol()>{t!(i18n, bestanden.vol)}</p>
            <input
                class="kb-bestanden__kies"
                type="file"
                id=VELD
                multiple=true
                accept=SOORTEN
                aria-describedby=HULP
                hidden=vol
                on:change=move |gebeurtenis| rij.voeg_toe(gekozen(&gebeurtenis))
            />
        </div>
    }
}

/// The files on their way; a handle.
#[derive(Clone, Copy)]
struct Rij {
    bestanden: RwSignal<Vec<Bestand>>,
    waarbij: Waarbij,
    onderweg: RwSignal<Vec<Onderweg>>,
    teller: StoredValue<u32>,
    bezig: StoredValue<bool>,
    omroep: Omroep,
    i18n: I18n,
}

impl Rij {
    fn voeg_toe(self, nieuw: Vec<Lokaal>) {
        let mut plaatsen = Plaatsen::over(&self.bestanden.read_untracked());
        let onderweg = nieuw.into_iter().filter_map(|bestand| {
            let id = self.teller.try_update_value(|teller| {
                *teller += 1;
                *teller
            })?;
            let gang = match plaatsen.neem(bestand.grootte()) {
                None => Gang::Wacht,
                Some(fout) => Gang::Mislukt(fout),
            };
            let naam = bestand.naam();
            Some(Onderweg { id, naam, bestand: StoredValue::new_local(bestand), gang: RwSignal::new(gang) })
        });
        let onderweg: Vec<Onderweg> = onderweg.collect();
        self.onderweg.update(|rij| rij.extend(onderweg));
        self.stuur();
    }

    /// One after another: five at once over a phone are five that fail. Not before there is a concept to add them to.
    fn stuur(self) {
        if self.bezig.try_update_value(|bezig| std::mem::replace(bezig, true)) != Some(false) {
            return;
        }
        if let Some(nummer) = self.waarbij.nummer.get_untracked() {
            spawn_local(self.stuur_alle(nummer));
            return;
        }
        self.waarbij.bewaar.run(Callback::new(move |bewaard: Uitkomst| match bewaard {
            Ok(nummer) => spawn_local(self.stuur_alle(nummer)),
            Err(_) => self.geen(&teksten::fout::niet_bewaard),
        }));
    }

    fn volgende(self) -> Option<Onderweg> {
        let onderweg = self.onderweg.try_get_untracked()?;
        onderweg.into_iter().find(|een| matches!(een.gang.try_get_untracked(), Some(Gang::Wacht)))
    }

    async fn stuur_alle(self, nummer: String) {
        while let Some(een) = self.volgende() {
            let gang = een.gang;
            gang.set(Gang::Stuurt(0));
            let Some(bestand) = een.bestand.try_get_value() else { return };
            let voortgang = move |procent| {
                gang.try_set(Gang::Stuurt(procent));
            };
            let antwoord = api::voeg_toe(&nummer, &bestand, voortgang).await;
            // The page may be gone by now, and its signals with it.
            if gang.try_get_untracked().is_none() {
                return;
            }
            match antwoord {
                Ok(bestand) => {
                    let zin = vul(t_string!(self.i18n, bestanden.toegevoegd), &[("naam", &bestand.naam)]);
                    self.omroep.zeg(&zin);
                    self.onderweg.update(|rij| rij.retain(|ander| ander.id != een.id));
                    self.bestanden.update(|bestanden| {
                        bestanden.retain(|ander| ander.id != bestand.id);
                        bestanden.push(bestand);
                    });
                }
                Err(fout) => gang.set(Gang::Mislukt(waarom(&fout))),
            }
        }
        self.bezig.try_set_value(false);
    }

    /// None of them can be sent now.
    fn geen(self, tekst: &'static Tekst) {
        while let Some(een) = self.volgende() {
            een.gang.set(Gang::Mislukt(tekst));
        }
        self.bezig.try_set_value(false);
    }

    fn haal_weg(self, bestand: Bestand, mislukt: RwSignal<bool>) {
        let Some(nummer) = self.waarbij.nummer.get_untracked() else { return };
        let gelukt = vul(t_string!(self.i18n, bestanden.weggehaald), &[("naam", &bestand.naam)]);
        spawn_local(async move {
            let weg = api::haal_weg(&nummer, &bestand.id).await;
            let weg = weg.is_ok() || weg.is_err_and(|fout| fout.soort() == Some(ProblemType::NietGevonden));
            // The page may be gone by now, and its signals with it.
            if mislukt.try_set(!weg).is_none() && weg {
                self.bestanden.update(|bestanden| bestanden.retain(|ander| ander.id != bestand.id));
                self.omroep.zeg(&gelukt);
                pagina::focus_op(VELD);
            }
        });
    }
}

/// How many files and bytes there is room for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plaatsen {
    aantal: usize,
    bytes: f64,
}

impl Plaatsen {
    fn over(bestanden: &[Bestand]) -> Self {
        let bytes: f64 = bestanden.iter().map(|bestand| f64::from(bestand.grootte)).sum();
        Plaatsen {
            aantal: BESTANDEN_MAX.saturating_sub(bestanden.len()),
            bytes: f64::from(BESTANDEN_BYTES_MAX) - bytes,
        }
    }

    /// Takes room for a file of so many bytes, or tells why there is none.
    fn neem(&mut self, bytes: f64) -> Option<&'static Tekst> {
        if self.aantal == 0 {
            return Some(&teksten::fout::te_veel);
        }
        if bytes > self.bytes {
            return Some(&teksten::fout::te_groot);
        }
        if bytes <= 0.0 {
            return Some(&teksten::fout::leeg);
        }
        self.aantal -= 1;
        self.bytes -= bytes;
        None
    }
}

/// What the server has against a file.
fn waarom(fout: &ApiFout) -> &'static Tekst {
    let code = match fout {
        ApiFout::Problem(problem) => problem.errors.first().and_then(|een| een.name.strip_prefix("bestand.")),
        _ => None,
    };
    match (code, fout.soort()) {
        (Some("leeg"), _) => &teksten::fout::leeg,
        (Some("svg"), _) => &teksten::fout::svg,
        (Some("heic"), _) => &teksten::fout::heic,
        (Some("anderBeeld"), _) => &teksten::fout::ander_beeld,
        (Some("zip"), _) => &teksten::fout::zip,
        (Some("kantoor"), _) => &teksten::fout::kantoor,
        (Some("meerduidig"), _) => &teksten::fout::meerduidig,
        (Some("teVeelPixels"), _) => &teksten::fout::te_veel_pixels,
        (Some("beschadigd"), _) => &teksten::fout::beschadigd,
        (Some("pdfOnleesbaar"), _) => &teksten::fout::pdf_onleesbaar,
        (Some("pdfVersleuteld"), _) => &teksten::fout::pdf_versleuteld,
        (Some("pdfActief"), _) => &teksten::fout::pdf_actief,
        (Some("pdfIngesloten"), _) => &teksten::fout::pdf_ingesloten,
        (Some("virus"), _) => &teksten::fout::virus,
        (Some("nietGecontroleerd"), _) => &teksten::fout::niet_gecontroleerd,
        (_, Some(ProblemType::TeGroot)) => &teksten::fout::te_groot,
        (_, Some(ProblemType::OngeldigVerzoek | ProblemType::VerkeerdeVorm)) => &teksten::fout::onbekend,
        (_, Some(ProblemType::Conflict | ProblemType::TeVeel)) => &teksten::fout::te_veel,
        _ => &teksten::fout::mislukt,
    }
}

/// A file that the server has.
#[component]
fn Regel(rij: Rij, bestand: Bestand) -> impl IntoView {
    let i18n = use_i18n();
    let mislukt = RwSignal::new(false);
    let naam = StoredValue::new(bestand.naam.clone());
    let maat = bestand.grootte;
    let weg = move || vul(t_string!(i18n, bestanden.haal_weg), &[("naam", &naam.get_value())]);
    view! {
        <li class="kb-bestanden__een">
            <span class="kb-bestanden__naam">{naam.get_value()}</span>
            " "
            <span class="kb-zacht kb-klein">{move || grootte(maat)}</span>
            <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| rij.haal_weg(bestand.clone(), mislukt)>
                {weg}
            </button>
            {move || mislukt.get().then(|| view! {
                <p class="kb-veld__fout" role="alert">{t!(i18n, bestanden.fout.niet_weg)}</p>
            })}
        </li>
    }
}

/// A file on its way, or one that did not get there.
#[component]
fn Opweg(rij: Rij, een: Onderweg) -> impl IntoView {
    let i18n = use_i18n();
    let Onderweg { id, naam, gang, .. } = een;
    let naam = StoredValue::new(naam);
    let weg = move |_| rij.onderweg.update(|rij| rij.retain(|ander| ander.id != id));
    let opnieuw = move |_| {
        gang.set(Gang::Wacht);
        rij.stuur();
    };
    let hoe = move || {
        match gang.get() {
        Gang::Wacht => view! { <span class="kb-zacht kb-klein">{t!(i18n, bestanden.wacht)}</span> }.into_any(),
        Gang::Stuurt(procent) => {
            let label = move || vul(t_string!(i18n, bestanden.stuurt), &[("naam", &naam.get_value())]);
            view! { <progress class="kb-bestanden__gang" max="100" value=procent.to_string() aria-label=label></progress> }
                .into_any()
        }
        Gang::Mislukt(tekst) => view! {
            <p class="kb-veld__fout" role="alert">{volgend(i18n, tekst)}</p>
            <div class="kb-knoppen">
                <button type="button" class="kb-knop kb-knop--stil" on:click=opnieuw>{t!(i18n, bestanden.opnieuw)}</button>
                <button type="button" class="kb-knop kb-knop--stil" on:click=weg>{t!(i18n, bestanden.laat_maar)}</button>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <li class="kb-bestanden__een">
            <span class="kb-bestanden__naam">{naam.get_value()}</span>
            " "
            {hoe}
        </li>
    }
}

/// "1,4 MB", or "12 kB".
fn grootte(bytes: u32) -> String {
    let lezer = lezer();
    let kilo = bytes.div_ceil(1024);
    if kilo < 1024 {
        return format!("{kilo}\u{a0}kB");
    }
    let tiende = (kilo * 10).div_ceil(1024);
    format!("{}\u{a0}MB", lezer.getal(&format!("{}.{}", tiende / 10, tiende % 10)))
}

/// The files by name; to fetch, when they belong to the correctie with this number.
#[component]
pub fn Bestandnamen(bestanden: Vec<Bestand>, correctie: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let regel = |bestand: Bestand| {
        let Bestand { id, naam, grootte, .. } = bestand;
        let naam = match &correctie {
            // Not a page of the app: the router must let this link go.
            Some(nummer) => {
                let href = routes::correctie_bestand(nummer, &id);
                view! { <a href=href rel="external" download=naam.clone()>{naam.clone()}</a> }.into_any()
            }
            None => naam.into_any(),
        };
        view! { <li>{naam} " " <span class="kb-zacht kb-klein">{move || self::grootte(grootte)}</span></li> }
    };
    let leeg = bestanden.is_empty();
    view! {
        <p class="kb-zacht" hidden=!leeg>{t!(i18n, bestanden.geen)}</p>
        <ul class="kb-bestanden" hidden=leeg>{bestanden.into_iter().map(regel).collect_view()}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::correctie::Bestandsoort;
    use contract::problem::Parameterfout;
    use contract::{Problem, Taal};

    fn bestand(grootte: u32) -> Bestand {
        Bestand { id: grootte.to_string(), naam: "akte.pdf".into(), soort: Bestandsoort::Pdf, grootte }
    }

    fn nl(tekst: Option<&'static Tekst>) -> Option<&'static str> {
        tekst.map(|tekst| tekst.in_taal(Taal::Nl))
    }

    #[test]
    fn five_files_and_twenty_megabytes_is_all_there_is_room_for() {
        let mut plaatsen = Plaatsen::over(&[bestand(1), bestand(BESTANDEN_BYTES_MAX - 11)]);
        assert_eq!(nl(plaatsen.neem(11.0)), nl(Some(&teksten::fout::te_groot)));
        assert_eq!(nl(plaatsen.neem(0.0)), nl(Some(&teksten::fout::leeg)));
        for _ in 0..3 {
            assert_eq!(nl(plaatsen.neem(1.0)), None);
        }
        assert_eq!(nl(plaatsen.neem(1.0)), nl(Some(&teksten::fout::te_veel)));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_in_ones_own_language() {
        let fout = |soort: ProblemType, naam: &str| {
            let mut problem = Problem::nieuw(soort, "");
            problem.errors =
                vec![Parameterfout { plek: "body".into(), name: naam.into(), detail: String::new() }];
            waarom(&ApiFout::Problem(Box::new(problem))).in_taal(Taal::En)
        };
        assert_eq!(fout(ProblemType::OngeldigVerzoek, "bestand.heic"), teksten::fout::heic.in_taal(Taal::En));
        assert_eq!(
            fout(ProblemType::OngeldigVerzoek, "bestand.nieuw"),
            teksten::fout::onbekend.in_taal(Taal::En)
        );
        assert_eq!(fout(ProblemType::TeGroot, "bestand.teGroot"), teksten::fout::te_groot.in_taal(Taal::En));
        assert_eq!(nl(Some(waarom(&ApiFout::Netwerk))), nl(Some(&teksten::fout::mislukt)));
    }
}
