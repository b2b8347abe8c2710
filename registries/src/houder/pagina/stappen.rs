//! A form for each step that an employee can take.

use super::super::behandeling::kan;
use super::super::besluit::BEZWAAR_DAGEN;
use super::super::medewerkers::Medewerker;
use super::super::opslag::Zaak;
use super::super::stand::Gebeurtenis;
use super::invoer::Velden;
use super::{BASIS, Pagina, andere_registraties};
use crate::html::{keuzes, veilig};
use std::fmt::Write as _;
use time::Duration;

const BEZWAAR_TEKST: &str = "Bent u het niet eens met dit besluit? Stuur ons dan een brief. Zet daarin uw naam en adres, \
de datum, het nummer van uw melding en waarom u het niet eens bent. Zet uw handtekening onder de brief.";

/// The forms, or that there is nothing to do.
pub(super) fn alle(pagina: &Pagina, wie: &Medewerker, zaak: &Zaak, velden: &Velden) -> String {
    let mut uit = String::new();
    if kan(wie, zaak, Gebeurtenis::InOnderzoek) {
        let uitleg = "<p>De gegevens krijgen in de registratie het teken ‘in onderzoek’.</p>";
        uit += &formulier(zaak, "opnemen", "In onderzoek nemen", "Neem op", uitleg);
    }
    if kan(wie, zaak, Gebeurtenis::Toegewezen) {
        uit += &besluit(pagina, zaak, velden);
    }
    if kan(wie, zaak, Gebeurtenis::Verwerkt) {
        uit += &verwerken(pagina, zaak, velden);
    }
    if kan(wie, zaak, Gebeurtenis::InformatieGevraagd) {
        let veld = tekstvak("vraag", "Vraag aan de burger", velden.waarde("vraag"));
        uit += &formulier(zaak, "vraag", "Informatie vragen", "Vraag informatie", &veld);
    }
    if kan(wie, zaak, Gebeurtenis::Verlengd) && !zaak.is_verlengd() {
        let dag = zaak.uiterlijk().saturating_add(Duration::days(28)).to_string();
        let dag = velden.gegeven("uiterlijk").unwrap_or(&dag);
        let veld = [
            tekstvak("reden", "Waarom u meer tijd nodig heeft", velden.waarde("reden")),
            dagveld("uiterlijk", "Nieuwe laatste dag", dag),
        ];
        uit += &formulier(zaak, "verlengen", "Termijn verlengen", "Verleng", &veld.concat());
    }
    if kan(wie, zaak, Gebeurtenis::Doorgestuurd) {
        let registraties =
            keuzes(andere_registraties(pagina, &zaak.melding.registratie), velden.waarde("registratie"));
        let veld = [
            format!(
                "<label for=\"registratie\">Naar welke registratie</label><select id=\"registratie\" name=\"registratie\">{registraties}</select>"
            ),
            tekstvak("waarom", "Waarom u het doorstuurt", velden.waarde("waarom")),
        ];
        uit += &formulier(
            zaak,
            "doorsturen",
            "Doorsturen naar een andere registratie",
            "Stuur door",
            &veld.concat(),
        );
    }
    if uit.is_empty() {
        uit = "<p>U kunt nu niets doen met deze melding.</p>".into();
    }
    format!("<h2>Wat u kunt doen</h2>{uit}")
}

fn besluit(pagina: &Pagina, zaak: &Zaak, velden: &Velden) -> String {
    let mut inhoud = pagina.houder.waarom_niet(zaak).map(|waarom| niet_hier(&waarom)).unwrap_or_default();
    for (nummer, deel) in zaak.melding.gegevens.iter().enumerate() {
        let (keuze, reden) = (format!("besluit-{nummer}"), format!("reden-{nummer}"));
        let gekozen = |waarde: &str| if velden.waarde(&keuze) == waarde { " checked" } else { "" };
        let naam = veilig(pagina.gegeven(&deel.urn));
        let _ = write!(
            inhoud,
            "<fieldset class=\"keuze\"><legend>{naam}</legend>\
             <label><input type=\"radio\" name=\"{keuze}\" value=\"ja\"{}> Toewijzen</label>\
             <label><input type=\"radio\" name=\"{keuze}\" value=\"nee\"{}> Afwijzen</label>{}</fieldset>",
            gekozen("ja"),
            gekozen("nee"),
            tekstvak(&reden, &format!("Reden bij {naam}"), velden.waarde(&reden)),
        );
    }
    let eerste = eerste_dag(pagina);
    inhoud += &tekstvak("toelichting", "Toelichting bij het besluit", velden.waarde("toelichting"));
    inhoud += "<p>Bij een afwijzing hoort hoe iemand bezwaar kan maken:</p>";
    let standaard = |naam: &str, anders: &str| velden.gegeven(naam).unwrap_or(anders).to_owned();
    let adres = "Afdeling Bezwaar\nPostbus 12345\n1000 AB Voorbeeld";
    inhoud += &tekstvak("bezwaar-tekst", "Hoe bezwaar maken", &standaard("bezwaar-tekst", BEZWAAR_TEKST));
    inhoud += &tekstvak("bezwaar-adres", "Adres voor bezwaar", &standaard("bezwaar-adres", adres));
    inhoud += &dagveld("bezwaar-tot", "Bezwaar maken kan tot en met", &standaard("bezwaar-tot", &eerste));
    formulier(zaak, "besluit", "Beslissen", "Besluit", &inhoud)
}

/// The first day on which the time to object may end.
fn eerste_dag(pagina: &Pagina) -> String {
    pagina.houder.over_dagen(BEZWAAR_DAGEN).to_string()
}

/// What cannot be carried out from here is done by other means: the employee says how, so that the citizen hears the end of it.
fn verwerken(pagina: &Pagina, zaak: &Zaak, velden: &Velden) -> String {
    let Some(waarom) = pagina.houder.waarom_niet(zaak) else {
        let uitleg =
            "<p>De registratie krijgt de nieuwe gegevens. De oude blijven in de geschiedenis staan.</p>";
        return formulier(zaak, "verwerken", "Verwerken in de registratie", "Verwerk", uitleg);
    };
    let veld = tekstvak("hoe", "Hoe het is verwerkt (de burger leest dit)", velden.waarde("hoe"));
    let inhoud = [niet_hier(&waarom), veld].concat();
    formulier(zaak, "elders", "Verwerkt op een andere manier", "Is verwerkt", &inhoud)
}

/// That a change cannot be carried out from here, and why.
fn niet_hier(waarom: &str) -> String {
    format!("<p>Dit kunt u hier niet verwerken. {}</p>", veilig(waarom))
}

fn formulier(zaak: &Zaak, handeling: &str, titel: &str, knop: &str, inhoud: &str) -> String {
    format!(
        "<section class=\"stap\" aria-labelledby=\"titel-{handeling}\"><h3 id=\"titel-{handeling}\">{titel}</h3>\
         <form method=\"post\" action=\"{BASIS}/zaken/{}/{handeling}\">{inhoud}<button class=\"hoofd\">{knop}</button></form></section>",
        veilig(&zaak.referentie)
    )
}

/// `label` is HTML already.
fn tekstvak(naam: &str, label: &str, waarde: &str) -> String {
    let waarde = veilig(waarde);
    format!(
        "<label for=\"{naam}\">{label}</label><textarea id=\"{naam}\" name=\"{naam}\" rows=\"3\" maxlength=\"4000\">\n{waarde}</textarea>"
    )
}

fn dagveld(naam: &str, label: &str, waarde: &str) -> String {
    let waarde = veilig(waarde);
    format!(
        "<label for=\"{naam}\">{label}</label><input id=\"{naam}\" name=\"{naam}\" type=\"date\" value=\"{waarde}\">"
    )
}
