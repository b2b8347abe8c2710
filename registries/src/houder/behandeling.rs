//! What employees do with a case, and what the citizen does with it through the portal. Every way in is here.

use super::besluit::Besluit;
use super::bijlage::Bijlage;
use super::bron::Correctie;
use super::medewerkers::Medewerker;
use super::melding::{Melding, datum, is_lange_tekst};
use super::opslag::{self, NieuweStap, Zaak};
use super::probleem::Probleem;
use super::registraties::registratie;
use super::stand::{Gebeurtenis, Rol, Stand};
use super::{Houder, registraties::REGISTRATIES};
use serde_json::{Map, Value, json};
use time::Duration;

/// No extension goes beyond three months after receipt (AVG art. 12, third paragraph).
const VERLENGEN_DAGEN_MAX: i64 = 92;

/// The member of a step `verwerkt` that was done by other means.
const ELDERS: &str = "tekst";

/// What an employee wants done.
pub(super) enum Opdracht {
    Opnemen,
    Vraag {
        tekst: String,
    },
    Verlengen {
        tekst: String,
        uiterlijk: String,
    },
    Besluit(Besluit),
    Doorsturen {
        registratie: String,
        tekst: String,
    },
    Verwerken,
    /// The registration was changed by other means: `tekst` says how.
    Elders {
        tekst: String,
    },
}

/// What comes of it: the step, and its members in `verloop`.
type Gevolg = (Gebeurtenis, Map<String, Value>);

impl Houder {
    /// Takes a terugmelding in, once. The same again is the same case.
    pub(super) async fn ontvang(
        &self,
        melding: &Melding,
        bijlages: &[Bijlage],
        vingerafdruk: &str,
    ) -> Result<Zaak, Probleem> {
        let _beurt = self.beurt().await;
        if let Some((referentie, eerder)) = self.opslag.eerder(&melding.registratie, &melding.kenmerk).await?
        {
            if eerder != vingerafdruk {
                return Err(Probleem::conflict(
                    "Dit referentiekenmerk hoort al bij een andere terugmelding.",
                ));
            }
            return self.zaak(&referentie).await;
        }
        let referentie = referentie()?;
        let nu = self.nu();
        let dagen = registratie(&melding.registratie).map_or(0, |registratie| registratie.dagen);
        let mut tx = self.opslag.begin().await?;
        opslag::begin_zaak(&mut tx, &referentie, melding, vingerafdruk, (&nu, self.over_dagen(dagen)))
            .await?;
        opslag::zet_bijlages(&mut tx, &referentie, bijlages).await?;
        let (wat, naar) = (Gebeurtenis::Ontvangen, Stand::Ontvangen);
        let stap = NieuweStap { wat, naar, op: &nu, door: None, inhoud: Map::new() };
        opslag::zet_stap(&mut tx, &referentie, &stap).await?;
        tx.commit().await?;
        self.zaak(&referentie).await
    }

    /// Takes in what the citizen answers to a question, once.
    pub(super) async fn vul_aan(
        &self,
        referentie: &str,
        (kenmerk, vingerafdruk): (&str, &str),
        tekst: &str,
        bijlages: &[Bijlage],
    ) -> Result<Zaak, Probleem> {
        let _beurt = self.beurt().await;
        let zaak = self.zaak(referentie).await?;
        match self.opslag.aanvulling(referentie, kenmerk).await? {
            Some(eerder) if eerder == vingerafdruk => return Ok(zaak),
            Some(_) => return Err(Probleem::conflict("Dit kenmerk hoort al bij een andere aanvulling.")),
            None => {}
        }
        let wat = Gebeurtenis::Aangevuld;
        let naar = zaak.stand.na(wat).ok_or_else(|| Probleem::conflict("Er is niets gevraagd."))?;
        let nu = self.nu();
        let mut tx = self.opslag.begin().await?;
        opslag::zet_aanvulling(&mut tx, referentie, (kenmerk, vingerafdruk), (&nu, tekst)).await?;
        opslag::zet_bijlages(&mut tx, referentie, bijlages).await?;
        let stap = NieuweStap { wat, naar, op: &nu, door: None, inhoud: Map::new() };
        opslag::zet_stap(&mut tx, referentie, &stap).await?;
        tx.commit().await?;
        self.zaak(referentie).await
    }

    /// Withdraws a case; again changes nothing.
    pub(super) async fn trek_in(&self, referentie: &str) -> Result<Zaak, Probleem> {
        let _beurt = self.beurt().await;
        let zaak = self.zaak(referentie).await?;
        if zaak.stand == Stand::Ingetrokken {
            return Ok(zaak);
        }
        let wat = Gebeurtenis::Ingetrokken;
        let naar = zaak.stand.na(wat).ok_or_else(|| Probleem::conflict("Er is al over besloten."))?;
        self.schrijf(&zaak, wat, naar, None, Map::new()).await
    }

    /// The cases of the employee's organisation.
    pub(super) async fn zaken(&self, wie: &Medewerker, klaar: bool) -> Result<Vec<Zaak>, Probleem> {
        let mut zaken = self.opslag.zaken(wie.organisatie).await?;
        zaken.retain(|zaak| zaak.stand.is_klaar() == klaar);
        Ok(zaken)
    }

    /// A case of the employee's organisation; one of another is not there.
    pub(super) async fn zaak_voor(&self, wie: &Medewerker, referentie: &str) -> Result<Zaak, Probleem> {
        let zaak = self.zaak(referentie).await?;
        if zaak.melding.houder == wie.organisatie { Ok(zaak) } else { Err(Probleem::NietGevonden) }
    }

    pub(super) async fn bijlage_voor(
        &self,
        wie: &Medewerker,
        referentie: &str,
        nummer: i64,
    ) -> Result<Bijlage, Probleem> {
        self.zaak_voor(wie, referentie).await?;
        self.opslag.bijlage(referentie, nummer).await?.ok_or(Probleem::NietGevonden)
    }

    pub(super) async fn zaak(&self, referentie: &str) -> Result<Zaak, Probleem> {
        self.opslag.zaak(referentie).await?.ok_or(Probleem::NietGevonden)
    }

    /// Does what an employee asks, when they may and it can follow.
    pub(super) async fn behandel(
        &self,
        wie: &Medewerker,
        referentie: &str,
        opdracht: Opdracht,
    ) -> Result<Zaak, Probleem> {
        let _beurt = self.beurt().await;
        let zaak = self.zaak_voor(wie, referentie).await?;
        mag(wie, &zaak, &opdracht)?;
        // First whether anything like it can follow: who comes too late need not hear that a field is empty.
        let volgt = |wat| zaak.stand.na(wat).ok_or_else(|| kan_niet(zaak.stand));
        volgt(voorlopig(&opdracht))?;
        if matches!(opdracht, Opdracht::Elders { .. }) && self.waarom_niet(&zaak).is_none() {
            return Err(Probleem::conflict("De registratie kan hier worden gewijzigd: verwerk het hier."));
        }
        let (wat, inhoud) = self.gevolg(&zaak, opdracht)?;
        let naar = volgt(wat)?;
        self.schrijf(&zaak, wat, naar, Some(wie), inhoud).await
    }

    fn gevolg(&self, zaak: &Zaak, opdracht: Opdracht) -> Result<Gevolg, Probleem> {
        Ok(match opdracht {
            Opdracht::Opnemen => (Gebeurtenis::InOnderzoek, Map::new()),
            Opdracht::Vraag { tekst } => {
                let tekst = verplicht(tekst, "Schrijf wat u van de burger wilt weten.")?;
                (Gebeurtenis::InformatieGevraagd, leden([("tekst", json!(tekst))]))
            }
            Opdracht::Verlengen { tekst, uiterlijk } => {
                let tekst = verplicht(tekst, "Schrijf waarom u meer tijd nodig heeft.")?;
                let uiterlijk = verlengd(zaak, &uiterlijk)?;
                (Gebeurtenis::Verlengd, leden([("tekst", json!(tekst)), ("uiterlijk", json!(uiterlijk))]))
            }
            Opdracht::Besluit(besluit) => {
                let wat = besluit.keur(&zaak.melding.gegevens, self.vandaag())?;
                (wat, leden([("besluit", serde_json::to_value(besluit)?)]))
            }
            Opdracht::Doorsturen { registratie: naar, tekst } => {
                let tekst = verplicht(tekst, "Schrijf waarom u het doorstuurt.")?;
                if naar == zaak.melding.registratie || registratie(&naar).is_none() {
                    let ids = REGISTRATIES.map(|een| een.id).join(", ");
                    return Err(Probleem::ongeldig(format!("Kies een andere registratie: {ids}.")));
                }
                (Gebeurtenis::Doorgestuurd, leden([("naar", json!(naar)), ("tekst", json!(tekst))]))
            }
            Opdracht::Verwerken => (Gebeurtenis::Verwerkt, Map::new()),
            Opdracht::Elders { tekst } => {
                let tekst = verplicht(tekst, "Schrijf hoe het is verwerkt.")?;
                (Gebeurtenis::Verwerkt, leden([(ELDERS, json!(tekst))]))
            }
        })
    }

    /// Has the registration follow, and then writes the step. The registration does the same twice as once, so when the
    /// step was not written, it is done again.
    async fn schrijf(
        &self,
        zaak: &Zaak,
        wat: Gebeurtenis,
        naar: Stand,
        door: Option<&Medewerker>,
        inhoud: Map<String, Value>,
    ) -> Result<Zaak, Probleem> {
        let (referentie, melding, dag) = (&zaak.referentie, &zaak.melding, self.vandaag());
        let registratie = melding.registratie.as_str();
        if wat == Gebeurtenis::InOnderzoek {
            let alles = Correctie::van(referentie, melding, |_| true);
            self.bronnen.begin_onderzoek(registratie, &alles, dag).await?;
        } else if wat == Gebeurtenis::Verwerkt && !inhoud.contains_key(ELDERS) {
            let toegewezen = zaak.toegewezen();
            let wat = Correctie::van(referentie, melding, |urn| toegewezen.iter().any(|een| een == urn));
            self.bronnen.corrigeer(registratie, &wat, dag).await?;
        } else if zaak.stand.is_in_onderzoek() && !naar.is_in_onderzoek() {
            self.bronnen.eindig_onderzoek(registratie, referentie, dag).await?;
        }
        let op = self.nu();
        let mut tx = self.opslag.begin().await?;
        opslag::zet_stap(&mut tx, referentie, &NieuweStap { wat, naar, op: &op, door, inhoud }).await?;
        tx.commit().await?;
        self.zaak(referentie).await
    }

    /// Why what was asked, or granted, cannot be carried out in the registration from here; nothing when it can.
    pub(super) fn waarom_niet(&self, zaak: &Zaak) -> Option<String> {
        let toegewezen = zaak.toegewezen();
        let mee = |urn: &str| toegewezen.is_empty() || toegewezen.iter().any(|een| een == urn);
        let wat = Correctie::van(&zaak.referentie, &zaak.melding, mee);
        self.bronnen.waarom_niet(&zaak.melding.registratie, &wat)
    }
}

/// The step that an order asks for; of the three decisions, one.
fn voorlopig(opdracht: &Opdracht) -> Gebeurtenis {
    match opdracht {
        Opdracht::Opnemen => Gebeurtenis::InOnderzoek,
        Opdracht::Vraag { .. } => Gebeurtenis::InformatieGevraagd,
        Opdracht::Verlengen { .. } => Gebeurtenis::Verlengd,
        Opdracht::Besluit(_) => Gebeurtenis::Toegewezen,
        Opdracht::Doorsturen { .. } => Gebeurtenis::Doorgestuurd,
        Opdracht::Verwerken | Opdracht::Elders { .. } => Gebeurtenis::Verwerkt,
    }
}

/// By role, and with four eyes by person.
fn mag(wie: &Medewerker, zaak: &Zaak, opdracht: &Opdracht) -> Result<(), Probleem> {
    let rol = voorlopig(opdracht).van();
    if !wie.is(rol) {
        return Err(Probleem::Geweigerd(match rol {
            Rol::Beslisser => "Alleen een beslisser mag dit.",
            _ => "Alleen een behandelaar mag dit.",
        }));
    }
    let zelf = zaak.opgenomen_door.as_deref() == Some(wie.id);
    if matches!(opdracht, Opdracht::Besluit(_)) && zaak.melding.vier_ogen && zelf {
        return Err(Probleem::Geweigerd(
            "U heeft deze zaak zelf in onderzoek genomen. Iemand anders moet erover beslissen.",
        ));
    }
    Ok(())
}

/// The steps that an employee could take now, by role; for the page.
pub(super) fn kan(wie: &Medewerker, zaak: &Zaak, wat: Gebeurtenis) -> bool {
    zaak.stand.na(wat).is_some() && wie.is(wat.van())
}

fn kan_niet(stand: Stand) -> Probleem {
    Probleem::conflict(format!("Dit kan nu niet: de zaak staat op ‘{}’.", stand.tekst()))
}

fn verplicht(tekst: String, anders: &str) -> Result<String, Probleem> {
    if is_lange_tekst(&tekst) { Ok(tekst) } else { Err(Probleem::ongeldig(anders)) }
}

fn verlengd(zaak: &Zaak, uiterlijk: &str) -> Result<String, Probleem> {
    if zaak.is_verlengd() {
        return Err(Probleem::conflict("De termijn is al een keer verlengd."));
    }
    let ontvangen = zaak.ontvangen_op.get(..10).and_then(datum).unwrap_or(zaak.uiterlijk());
    let laatste = ontvangen.saturating_add(Duration::days(VERLENGEN_DAGEN_MAX));
    match datum(uiterlijk) {
        Some(dag) if dag > zaak.uiterlijk() && dag <= laatste => Ok(dag.to_string()),
        _ => {
            let tekst = format!("Kies een dag na {} en niet later dan {laatste}.", zaak.uiterlijk());
            Err(Probleem::ongeldig(tekst))
        }
    }
}

fn leden<const N: usize>(leden: [(&str, Value); N]) -> Map<String, Value> {
    leden.into_iter().map(|(naam, waarde)| (naam.to_owned(), waarde)).collect()
}

/// A random reference.
fn referentie() -> Result<String, Probleem> {
    let mut bytes = [0_u8; 16];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Probleem::Storing)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}
