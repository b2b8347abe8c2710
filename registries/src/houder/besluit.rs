//! A decision, which must say why and how to object where it refuses.

use super::melding::{Deel, Keuring, datum, is_lange_tekst, mag_lang};
use super::probleem::Probleem;
use super::stand::Gebeurtenis;
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

/// Awb art. 6:7: six weeks, from the day after.
pub(super) const BEZWAAR_DAGEN: i64 = 42;
const ADRESREGELS_MAX: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Besluit {
    pub(super) delen: Vec<Besluitdeel>,
    #[serde(default)]
    pub(super) toelichting: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) bezwaar: Option<Bezwaar>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Besluitdeel {
    #[serde(rename = "attribuutUrn")]
    pub(super) urn: String,
    pub(super) toegewezen: bool,
    #[serde(default)]
    pub(super) reden: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Bezwaar {
    pub(super) tekst: String,
    pub(super) adres: Vec<String>,
    /// `yyyy-mm-dd`
    pub(super) tot_en_met: String,
}

impl Besluit {
    /// Checks it against what was asked; what it comes down to.
    pub(super) fn keur(&self, gevraagd: &[Deel], vandaag: Date) -> Result<Gebeurtenis, Probleem> {
        let mut keuring = Keuring::default();
        for deel in gevraagd {
            let aantal = self.delen.iter().filter(|een| een.urn == deel.urn).count();
            keuring.eis(aantal == 1, format!("Beslis één keer over {}.", deel.urn));
        }
        keuring
            .eis(self.delen.len() <= gevraagd.len(), "Er staat een besluit bij iets wat niet is gevraagd.");
        let geweigerd: Vec<&Besluitdeel> = self.delen.iter().filter(|deel| !deel.toegewezen).collect();
        for deel in &geweigerd {
            keuring.eis(is_lange_tekst(&deel.reden), format!("Geef de reden waarom u {} afwijst.", deel.urn));
        }
        keuring.eis(self.delen.iter().all(|deel| mag_lang(&deel.reden)), "Een reden is te lang.");
        keuring.eis(mag_lang(&self.toelichting), "De toelichting is te lang.");
        if !geweigerd.is_empty() {
            keuring.eis(is_lange_tekst(&self.toelichting), "Geef een toelichting bij het besluit.");
        }
        match &self.bezwaar {
            Some(bezwaar) if !geweigerd.is_empty() => bezwaar.keur(&mut keuring, vandaag),
            None if !geweigerd.is_empty() => {
                keuring
                    .eis(false, "Zeg bij een afwijzing hoe, waar en tot wanneer iemand bezwaar kan maken.");
            }
            Some(_) => keuring.eis(false, "Bezwaar hoort alleen bij een afwijzing."),
            None => {}
        }
        keuring.klaar()?;
        Ok(match geweigerd.len() {
            0 => Gebeurtenis::Toegewezen,
            aantal if aantal == self.delen.len() => Gebeurtenis::Afgewezen,
            _ => Gebeurtenis::DeelsToegewezen,
        })
    }
}

impl Bezwaar {
    fn keur(&self, keuring: &mut Keuring, vandaag: Date) {
        keuring.eis(is_lange_tekst(&self.tekst), "Zeg hoe iemand bezwaar kan maken.");
        let regels = (1..=ADRESREGELS_MAX).contains(&self.adres.len());
        let goed = self.adres.iter().all(|regel| is_lange_tekst(regel) && !regel.contains('\n'));
        keuring.eis(regels && goed, "Geef het adres voor bezwaar, in één tot zes regels.");
        let eerste = vandaag.checked_add(Duration::days(BEZWAAR_DAGEN)).unwrap_or(Date::MAX);
        let goed = datum(&self.tot_en_met).is_some_and(|dag| dag >= eerste);
        keuring.eis(goed, format!("Bezwaar maken kan zes weken: tot en met {eerste} of later."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const VANDAAG: Date = date!(2026 - 11 - 22);

    fn gevraagd() -> Vec<Deel> {
        ["urn:brp:naam:voornamen", "urn:brp:naam:geslachtsnaam"]
            .map(|urn| Deel { urn: urn.into(), betwijfeld: Some("a".into()), voorgesteld: Some("b".into()) })
            .into()
    }

    fn besluit(toegewezen: [bool; 2]) -> Besluit {
        let deel = |(deel, toegewezen): (Deel, bool)| {
            let reden = if toegewezen { String::new() } else { "De akte zegt iets anders.".into() };
            Besluitdeel { urn: deel.urn, toegewezen, reden }
        };
        let bezwaar = Bezwaar {
            tekst: "Schrijf ons een brief.".into(),
            adres: vec!["Postbus 1".into()],
            tot_en_met: "2027-01-03".into(),
        };
        Besluit {
            delen: gevraagd().into_iter().zip(toegewezen).map(deel).collect(),
            toelichting: "Wij hebben de akte bekeken.".into(),
            bezwaar: toegewezen.contains(&false).then_some(bezwaar),
        }
    }

    #[test]
    fn what_it_comes_down_to_follows_from_its_parts() {
        let uitkomst = |delen| besluit(delen).keur(&gevraagd(), VANDAAG).unwrap();
        assert_eq!(uitkomst([true, true]), Gebeurtenis::Toegewezen);
        assert_eq!(uitkomst([true, false]), Gebeurtenis::DeelsToegewezen);
        assert_eq!(uitkomst([false, false]), Gebeurtenis::Afgewezen);
    }

    #[test]
    fn a_refusal_without_reason_or_objection_cannot_be() {
        let fout = |maak: fn(&mut Besluit)| {
            let mut besluit = besluit([true, false]);
            maak(&mut besluit);
            matches!(besluit.keur(&gevraagd(), VANDAAG), Err(Probleem::Ongeldig(_)))
        };
        assert!(!fout(|_| ()));
        assert!(fout(|besluit| besluit.delen[1].reden = " ".into()));
        assert!(fout(|besluit| besluit.toelichting.clear()));
        assert!(fout(|besluit| besluit.bezwaar = None));
        assert!(fout(|besluit| besluit.bezwaar.as_mut().unwrap().tekst.clear()));
        assert!(fout(|besluit| besluit.bezwaar.as_mut().unwrap().adres.clear()));
        assert!(fout(|besluit| besluit.bezwaar.as_mut().unwrap().adres[0].clear()));
        assert!(fout(|besluit| besluit.bezwaar.as_mut().unwrap().tot_en_met = "2027-01-02".into()));
        assert!(fout(|besluit| besluit.bezwaar.as_mut().unwrap().tot_en_met = "later".into()));
        assert!(fout(|besluit| _ = besluit.delen.pop()));
        assert!(fout(|besluit| besluit.delen[0].urn = besluit.delen[1].urn.clone()));
        assert!(fout(|besluit| besluit.delen[0].urn = "urn:brp:geboorte:datum".into()));
        let mut alles = besluit([true, true]);
        alles.bezwaar = besluit([false, true]).bezwaar;
        assert!(alles.keur(&gevraagd(), VANDAAG).is_err());
    }
}
