//! What somebody filled in.

use super::super::behandeling::Opdracht;
use super::super::besluit::{Besluit, Besluitdeel, Bezwaar};
use super::super::opslag::Zaak;
use super::super::probleem::Probleem;

/// The fields of a form as they came.
#[derive(Default)]
pub(super) struct Velden(pub(super) Vec<(String, String)>);

impl Velden {
    /// The value of a field, or nothing.
    pub(super) fn waarde(&self, naam: &str) -> &str {
        self.gegeven(naam).unwrap_or_default()
    }

    /// The value of a field that was on the form.
    pub(super) fn gegeven(&self, naam: &str) -> Option<&str> {
        self.0.iter().find(|(welk, _)| welk == naam).map(|(_, waarde)| waarde.as_str())
    }

    /// Browsers end a line with two characters.
    fn tekst(&self, naam: &str) -> String {
        self.waarde(naam).replace("\r\n", "\n").trim().to_owned()
    }

    /// The order that a form stands for.
    pub(super) fn opdracht(&self, handeling: &str, zaak: &Zaak) -> Result<Opdracht, Probleem> {
        Ok(match handeling {
            "opnemen" => Opdracht::Opnemen,
            "verwerken" => Opdracht::Verwerken,
            "elders" => Opdracht::Elders { tekst: self.tekst("hoe") },
            "vraag" => Opdracht::Vraag { tekst: self.tekst("vraag") },
            "verlengen" => {
                Opdracht::Verlengen { tekst: self.tekst("reden"), uiterlijk: self.tekst("uiterlijk") }
            }
            "doorsturen" => {
                Opdracht::Doorsturen { registratie: self.tekst("registratie"), tekst: self.tekst("waarom") }
            }
            "besluit" => Opdracht::Besluit(self.besluit(zaak)?),
            _ => return Err(Probleem::NietGevonden),
        })
    }

    fn besluit(&self, zaak: &Zaak) -> Result<Besluit, Probleem> {
        let mut delen = Vec::new();
        for (nummer, deel) in zaak.melding.gegevens.iter().enumerate() {
            let toegewezen = match self.waarde(&format!("besluit-{nummer}")) {
                "ja" => true,
                "nee" => false,
                _ => return Err(Probleem::ongeldig("Kies bij elk gegeven toewijzen of afwijzen.")),
            };
            let reden = self.tekst(&format!("reden-{nummer}"));
            delen.push(Besluitdeel { urn: deel.urn.clone(), toegewezen, reden });
        }
        let regels = self.tekst("bezwaar-adres");
        let bezwaar = Bezwaar {
            tekst: self.tekst("bezwaar-tekst"),
            adres: regels
                .lines()
                .map(str::trim)
                .filter(|regel| !regel.is_empty())
                .map(str::to_owned)
                .collect(),
            tot_en_met: self.tekst("bezwaar-tot"),
        };
        // The form always has it; it only counts with a refusal.
        let bezwaar = delen.iter().any(|deel| !deel.toegewezen).then_some(bezwaar);
        Ok(Besluit { delen, toelichting: self.tekst("toelichting"), bezwaar })
    }
}
