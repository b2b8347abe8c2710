//! Whether a value that somebody proposes can be one of its kind.

use super::{WAARDE_MAX, vreemd};
use crate::kalender;
use contract::gegevensregister::{Definitie, Soort};
use contract::klantbeeld::Waarde;
use contract::{Bsn, Datum};
use time::Date;

/// Before this year nobody was born who can be asked about, and no register began.
const JAAR_MIN: u16 = 1800;
/// As far ahead as a date of an end can be.
const JAAR_MAX: u16 = 2200;
const REGELS_MAX: usize = 7;
const LIJST_MAX: usize = 50;
const GETAL_MAX: u64 = 1_000_000_000_000_000;
const DECIMAAL_MAX: usize = 20;
const CODE_MAX: usize = 100;

/// Whether no text in it is longer than this, in characters.
pub(super) fn is_kort(waarde: &Waarde, max: usize) -> bool {
    let kort = |tekst: &str| tekst.chars().count() <= max;
    match waarde {
        Waarde::Tekst { tekst } => kort(tekst),
        Waarde::Decimaal { decimaal } => kort(decimaal),
        Waarde::Code { code, omschrijving } => kort(code) && omschrijving.as_deref().is_none_or(kort),
        Waarde::Adres { regels } => regels.len() <= LIJST_MAX && regels.iter().all(|regel| kort(regel)),
        Waarde::Lijst { waarden } => {
            waarden.len() <= LIJST_MAX && waarden.iter().all(|een| is_kort(een, max))
        }
        Waarde::Getal { .. }
        | Waarde::Bedrag { .. }
        | Waarde::Datum { .. }
        | Waarde::Periode { .. }
        | Waarde::JaNee { .. }
        | Waarde::Tekening { .. }
        | Waarde::Leeg
        | Waarde::NietBegrepen => true,
    }
}

/// Whether a terugmelding can say it.
pub(super) fn is_te_zeggen(waarde: &Waarde) -> bool {
    !matches!(waarde, Waarde::Tekening { .. } | Waarde::Leeg | Waarde::NietBegrepen)
}

/// What is wrong with a proposed value, in Dutch.
pub(super) fn keur(waarde: &Waarde, definitie: &Definitie, vandaag: Date) -> Result<(), &'static str> {
    let eis = |goed: bool, detail| if goed { Ok(()) } else { Err(detail) };
    match (definitie.soort, waarde) {
        (Soort::Bsn | Soort::Tekening, _) => Err("Dit gegeven kunt u hier niet laten veranderen."),
        (Soort::Tekst, Waarde::Tekst { tekst: waarde }) => tekst(waarde),
        (Soort::Getal, Waarde::Getal { getal }) => {
            eis(getal.unsigned_abs() <= GETAL_MAX, "Dit getal kan niet.")
        }
        (Soort::Getal, Waarde::Decimaal { decimaal }) => eis(is_decimaal(decimaal), "Dit is geen getal."),
        (Soort::Bedrag, Waarde::Bedrag { centen }) => {
            eis(centen.unsigned_abs() <= GETAL_MAX, "Dit bedrag kan niet.")
        }
        (Soort::Datum, Waarde::Datum { datum: waarde }) => datum(*waarde, definitie, vandaag),
        (Soort::Code, Waarde::Code { code, .. }) => {
            let bekend = definitie.waarden.is_empty() || definitie.waarden.contains_key(code);
            eis(bekend && code.chars().count() <= CODE_MAX, "Kies een van de mogelijkheden.")?;
            tekst(code)
        }
        (Soort::JaNee, Waarde::JaNee { .. }) => Ok(()),
        (Soort::Adres, Waarde::Adres { regels }) => {
            eis((1..=REGELS_MAX).contains(&regels.len()), "Vul het adres in, op hoogstens zeven regels.")?;
            eis(!regels.iter().any(|regel| regel.contains('\n')), "Zet elke regel van het adres apart.")?;
            // They are one text on their way to the holder.
            let samen = regels.iter().map(|regel| regel.chars().count() + 1).sum::<usize>();
            eis(samen <= WAARDE_MAX, "Dit is te lang.")?;
            regels.iter().try_for_each(|regel| tekst(regel))
        }
        (Soort::Lijst, Waarde::Lijst { waarden }) => {
            eis(!waarden.is_empty(), "Vul minstens één waarde in.")?;
            waarden.iter().try_for_each(|een| match een {
                Waarde::Tekst { tekst: waarde } | Waarde::Code { code: waarde, .. } => tekst(waarde),
                _ => Err("Dit past niet bij dit gegeven."),
            })
        }
        _ => Err("Dit past niet bij dit gegeven."),
    }
}

fn tekst(tekst: &str) -> Result<(), &'static str> {
    if tekst.trim().is_empty() {
        return Err("Vul in wat er moet staan.");
    }
    if tekst.chars().count() > WAARDE_MAX {
        return Err("Dit is te lang.");
    }
    if tekst.contains(vreemd) || tekst.contains('\t') {
        return Err("Hierin staan tekens die niet mogen.");
    }
    if Bsn::staat_in(tekst) { Err("Zet hier geen burgerservicenummer in.") } else { Ok(()) }
}

/// Digits with at most one point between them.
fn is_decimaal(tekst: &str) -> bool {
    let kaal = tekst.strip_prefix('-').unwrap_or(tekst);
    let (heel, deel) = kaal.split_once('.').unwrap_or((kaal, "0"));
    let cijfers = |deel: &str| !deel.is_empty() && deel.bytes().all(|teken| teken.is_ascii_digit());
    tekst.len() <= DECIMAAL_MAX && cijfers(heel) && cijfers(deel)
}

/// A day that the calendar has, and that can be: what happened lies behind us, an end may be ahead.
fn datum(waarde: Datum, definitie: &Definitie, vandaag: Date) -> Result<(), &'static str> {
    let (jaar, bestaat) = match waarde {
        // Somebody who does not know it has nothing to propose.
        Datum::Onbekend => return Err("Vul een datum in."),
        Datum::Jaar { jaar } => (jaar, Datum::jaar(jaar).is_ok()),
        Datum::Maand { jaar, maand } => (jaar, Datum::maand(jaar, maand).is_ok()),
        Datum::Dag { jaar, maand, dag } => (jaar, Datum::dag(jaar, maand, dag).is_ok()),
    };
    if !bestaat || !(JAAR_MIN..=JAAR_MAX).contains(&jaar) {
        return Err("Deze datum bestaat niet. Kijk hem nog eens na.");
    }
    if ligt_achter_ons(&definitie.id) && na(waarde, vandaag) {
        return Err("Deze datum ligt in de toekomst. Dat kan hier niet.");
    }
    Ok(())
}

/// Whether a date of this gegeven can only be of something that happened. Ends, expiries and the days until which something holds
/// lie ahead; where the name does not tell, both can be.
fn ligt_achter_ons(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let vooruit = ["eind", "verval", "tot", "ontbinding", "beeindiging"];
    let achteruit = [
        "geboorte",
        "overlijden",
        "aangaan",
        "ingang",
        "vestiging",
        "inschrijving",
        "aanvang",
        "eerste",
        "van",
    ];
    let naam = |woorden: &[&str]| woorden.iter().any(|woord| id.contains(woord));
    let geboren = id.contains("geboorte") || id.contains("overlijden");
    // Only the last part tells: `inschrijving.opschorting` is not about the first.
    let laatste = id.rsplit('.').next().unwrap_or_default();
    geboren || (achteruit.iter().any(|woord| laatste.contains(woord)) && !naam(&vooruit))
}

/// Whether all of it lies after this day.
fn na(waarde: Datum, vandaag: Date) -> bool {
    let nu = match kalender::datum(vandaag) {
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag),
        _ => return false,
    };
    match waarde {
        Datum::Onbekend => false,
        Datum::Jaar { jaar } => jaar > nu.0,
        Datum::Maand { jaar, maand } => (jaar, maand) > (nu.0, nu.1),
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag) > nu,
    }
}
