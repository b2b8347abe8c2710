//! The TerugMelding of a correctie (docs/terugmelden-profiel.md). The same row always gives the same one: the holder knows by that
//! what it has already.

use super::bezorgen::BIJ_MELDING;
use super::inhoud::Bewaard;
use super::weergave::plek;
use super::{CorrectieFout, Correcties};
use crate::kalender;
use crate::koppelvlakken::terugmelden::urn;
use crate::store::correcties::{self as tabel, Aanvullingrij, Correctierij};
use crate::zegel::ZegelFout;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::klantbeeld::{Periode, Waarde};
use contract::{Datum, Taal};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Correcties {
    pub(super) async fn terugmelding(&self, rij: &Correctierij) -> Result<Value, CorrectieFout> {
        let bewaard = self.bewaard(rij)?;
        let bsn = self.kluis.open(&plek(rij.nummer, "bsn"), &rij.bsn)?;
        let ingediend_op = rij.ingediend_op.unwrap_or(rij.gewijzigd_op);
        let aanvullingen = tabel::aanvullingen(&self.store, rij.nummer).await?;
        let bij = aanvullingen.iter().map(|een| een.kenmerk.as_str()).chain([BIJ_MELDING]).collect();
        let bijlages = self.bijlages(rij, &bij).await?;
        let aanvullingen = self.als_gezegd(&aanvullingen)?;
        Ok(json!({
            "terugMeldingHeader": {
                "registratie": self.bestemming(rij)?,
                "melder": { "naam": self.melder.naam, "bedrijf": self.melder.naam },
                "datumMelding": kalender::opslag(kalender::dag_in_nederland(ingediend_op)),
                "peilmoment": kalender::tijdstip(bewaard.gezien_op),
                "referentiekenmerk": kenmerk(rij),
                "meldingBron": "website",
            },
            "terugMeldingBody": {
                "objectIdentificatie": [
                    { "objectType": "persoon", "attribuutUrn": "urn:brp:persoon:bsn", "idWaarde": bsn },
                ],
                "terugMeldingGegevens": self.gegevens(rij, &bewaard, &aanvullingen, bijlages),
            },
        }))
    }

    fn bestemming(&self, rij: &Correctierij) -> Result<Value, CorrectieFout> {
        let registratie = self.register.registratie(&rij.loket).ok_or(CorrectieFout::NietHier)?;
        let weg = registratie.correctie().ok_or(CorrectieFout::NietHier)?;
        Ok(json!({
            "naam": registratie.naam(Taal::Nl), "code": rij.loket, "houder": weg.organisatie,
            "basisRegistratieCode": weg.code,
        }))
    }

    /// What the citizen answered to those who had it before. Who gets it now has not heard it, and one of these answers may be on its
    /// way to who sent it on.
    fn als_gezegd(&self, aanvullingen: &[Aanvullingrij]) -> Result<Vec<Value>, CorrectieFout> {
        let gezegd = aanvullingen.iter().map(|een| {
            Ok(json!({ "kenmerk": een.kenmerk, "op": kalender::tijdstip(een.op), "tekst": self.tekst_van(een)? }))
        });
        gezegd.collect()
    }

    fn gegevens(
        &self,
        rij: &Correctierij,
        bewaard: &Bewaard,
        aanvullingen: &[Value],
        bijlages: Vec<Value>,
    ) -> Vec<Value> {
        let inhoud = &bewaard.inhoud;
        let weg = self.register.registratie(&rij.loket).and_then(|registratie| registratie.correctie());
        let mut eigen = json!({
            "aard": inhoud.aard, "toelichting": inhoud.toelichting,
            "vierOgen": weg.is_some_and(|weg| weg.vier_ogen),
        });
        if inhoud.voorkomen.is_some() && !bewaard.kenmerken.is_empty() {
            let kenmerken = bewaard.kenmerken.iter().filter_map(|een| {
                Some(json!({ "attribuutUrn": urn(&een.gegeven), "waarde": tekst(&een.waarde)? }))
            });
            eigen["voorkomen"] = kenmerken.collect();
        }
        if !aanvullingen.is_empty() {
            eigen["aanvullingen"] = aanvullingen.into();
        }
        let mut bijlages = Some(bijlages);
        let gegeven = |wijziging: &contract::correctie::Wijziging| {
            let mut gegeven = json!({
                "objectType": inhoud.groep, "attribuutUrn": urn(&wijziging.gegeven),
                "eigenvelden": { "klantbeeld": eigen },
            });
            for (naam, waarde) in
                [("betwijfeldeWaarde", &wijziging.huidig), ("voorgesteldeWaarde", &wijziging.voorstel)]
            {
                if let Some(tekst) = waarde.as_ref().and_then(tekst) {
                    gegeven[naam] = tekst.into();
                }
            }
            if let Some(bijlages) = bijlages.take().filter(|bijlages| !bijlages.is_empty()) {
                gegeven["bijlages"] = bijlages.into();
            }
            gegeven
        };
        inhoud.wijzigingen.iter().map(gegeven).collect()
    }

    /// The files that went with these: their content opened.
    pub(super) async fn bijlages(
        &self,
        rij: &Correctierij,
        bij: &BTreeSet<&str>,
    ) -> Result<Vec<Value>, CorrectieFout> {
        let mut bijlages = Vec::new();
        for bestand in tabel::bestanden(&self.store, rij.nummer).await? {
            if !bestand.bij.as_deref().is_some_and(|een| bij.contains(een)) {
                continue;
            }
            let gevonden = tabel::bestand(&self.store, rij.nummer, &bestand.id).await?;
            let (_, dicht) = gevonden.ok_or(CorrectieFout::NietGevonden)?;
            let naam =
                self.kluis.open(&plek(rij.nummer, &format!("bestand/{}/naam", bestand.id)), &bestand.naam)?;
            let (kluis, waar) = (self.kluis.clone(), plek(rij.nummer, &format!("bestand/{}", bestand.id)));
            // Twenty megabytes at most, but not on a thread that others wait for.
            let open = tokio::task::spawn_blocking(move || {
                kluis.open_bytes(&waar, &dicht).map(|open| STANDARD.encode(open))
            });
            let data = open.await.map_err(|_| ZegelFout)??;
            bijlages.push(json!({
                "bestandsnaam": naam, "mimeType": bestand.soort.mime(), "bijlageData": data,
            }));
        }
        Ok(bijlages)
    }
}

/// By which the holder who has it now knows it. Each time it is sent on it is another terugmelding, also for who had it before: its
/// old case there is closed.
pub(super) fn kenmerk(rij: &Correctierij) -> String {
    if rij.ronde == 0 { rij.nummer.to_string() } else { format!("{}-{}", rij.nummer, rij.ronde + 1) }
}

/// A value as the profile writes it; `None` for what is no text.
fn tekst(waarde: &Waarde) -> Option<String> {
    Some(match waarde {
        Waarde::Tekst { tekst } => tekst.clone(),
        Waarde::Getal { getal } => getal.to_string(),
        Waarde::Decimaal { decimaal } => decimaal.clone(),
        Waarde::Bedrag { centen } => {
            let (teken, centen) = (if *centen < 0 { "-" } else { "" }, centen.unsigned_abs());
            format!("{teken}{}.{:02}", centen / 100, centen % 100)
        }
        Waarde::Datum { datum } => datum_tekst(*datum),
        Waarde::Periode { periode: Periode { van, tot } } => {
            let dag = |datum: &Option<Datum>| datum.map(datum_tekst).unwrap_or_default();
            format!("{}/{}", dag(van), dag(tot))
        }
        Waarde::Code { code, .. } => code.clone(),
        Waarde::JaNee { ja } => ja.to_string(),
        Waarde::Adres { regels } => regels.join("\n"),
        Waarde::Lijst { waarden } => waarden.iter().filter_map(tekst).collect::<Vec<_>>().join("\n"),
        Waarde::Tekening { .. } | Waarde::Leeg | Waarde::NietBegrepen => return None,
    })
}

fn datum_tekst(datum: Datum) -> String {
    match datum {
        Datum::Onbekend => "onbekend".into(),
        Datum::Jaar { jaar } => format!("{jaar:04}"),
        Datum::Maand { jaar, maand } => format!("{jaar:04}-{maand:02}"),
        Datum::Dag { jaar, maand, dag } => format!("{jaar:04}-{maand:02}-{dag:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_written_as_the_profile_says() {
        let datum = |datum| tekst(&Waarde::Datum { datum }).unwrap();
        assert_eq!(datum(Datum::Dag { jaar: 2015, maand: 3, dag: 12 }), "2015-03-12");
        assert_eq!(datum(Datum::Maand { jaar: 2015, maand: 3 }), "2015-03");
        assert_eq!(datum(Datum::Jaar { jaar: 2015 }), "2015");
        assert_eq!(datum(Datum::Onbekend), "onbekend");
        let bedrag = |centen| tekst(&Waarde::Bedrag { centen }).unwrap();
        assert_eq!([bedrag(123_450), bedrag(-5), bedrag(0)], ["1234.50", "-0.05", "0.00"]);
        assert_eq!(tekst(&Waarde::JaNee { ja: false }).unwrap(), "false");
        let regels = vec!["Straat 1".into(), "1234 AB Plaats".into()];
        assert_eq!(tekst(&Waarde::Adres { regels }).unwrap(), "Straat 1\n1234 AB Plaats");
        assert_eq!(tekst(&Waarde::Leeg), None);
    }
}
