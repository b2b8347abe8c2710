//! What is "in onderzoek" of a document. It stands beside the document and not in it: a doubt changes no value.

use super::{Voorraad, VoorraadFout};
use sqlx::Row as _;
use std::collections::BTreeSet;

/// What the running investigations into one document say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Onderzoek {
    /// In the words of whoever began them.
    pub(crate) delen: BTreeSet<String>,
    /// Since when, the first of them.
    pub(crate) ingang: String,
}

impl Voorraad {
    /// Marks parts of a document; again for the same case changes nothing.
    pub(crate) async fn begin_onderzoek(
        &self,
        kenmerk: &str,
        (soort, sleutel): (&str, &str),
        delen: &BTreeSet<String>,
        ingang: &str,
    ) -> Result<(), VoorraadFout> {
        let wat = "INSERT INTO onderzoek (kenmerk, soort, sleutel, delen, ingang) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO NOTHING";
        sqlx::query(wat)
            .bind(kenmerk)
            .bind(soort)
            .bind(sleutel)
            .bind(serde_json::to_string(delen)?)
            .bind(ingang)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// Ends the marks of a case, wherever they stand.
    pub(crate) async fn eindig_onderzoek(&self, kenmerk: &str, einde: &str) -> Result<(), VoorraadFout> {
        sqlx::query("UPDATE onderzoek SET einde = ? WHERE kenmerk = ? AND einde IS NULL")
            .bind(einde)
            .bind(kenmerk)
            .execute(&self.db)
            .await?;
        Ok(())
    }

    /// What is marked of a document now.
    pub(crate) async fn onderzoek(
        &self,
        soort: &str,
        sleutel: &str,
    ) -> Result<Option<Onderzoek>, VoorraadFout> {
        let vraag = "SELECT delen, ingang FROM onderzoek WHERE soort = ? AND sleutel = ? AND einde IS NULL
                     ORDER BY ingang, kenmerk";
        let mut samen: Option<Onderzoek> = None;
        for rij in sqlx::query(vraag).bind(soort).bind(sleutel).fetch_all(&self.db).await? {
            let delen: BTreeSet<String> = serde_json::from_str(&rij.get::<String, _>("delen"))?;
            match &mut samen {
                Some(samen) => samen.delen.extend(delen),
                None => samen = Some(Onderzoek { delen, ingang: rij.get("ingang") }),
            }
        }
        Ok(samen)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::voorraad;
    use super::*;
    use crate::testhulp::Map;

    fn delen(namen: &[&str]) -> BTreeSet<String> {
        namen.iter().map(|naam| (*naam).to_owned()).collect()
    }

    #[tokio::test]
    async fn several_cases_make_one_mark_that_the_last_one_ends() {
        let map = Map::nieuw();
        let voorraad = voorraad(&map).await;
        let auto = ("auto", "1");
        voorraad.begin_onderzoek("k2", auto, &delen(&["kleur"]), "20261122").await.unwrap();
        voorraad.begin_onderzoek("k1", auto, &delen(&["kleur", "merk"]), "20261101").await.unwrap();
        voorraad.begin_onderzoek("k1", auto, &delen(&["wielen"]), "20261102").await.unwrap();
        let nu = voorraad.onderzoek("auto", "1").await.unwrap().unwrap();
        assert_eq!(nu, Onderzoek { delen: delen(&["kleur", "merk"]), ingang: "20261101".into() });
        voorraad.eindig_onderzoek("k1", "20261123").await.unwrap();
        let nu = voorraad.onderzoek("auto", "1").await.unwrap().unwrap();
        assert_eq!(nu, Onderzoek { delen: delen(&["kleur"]), ingang: "20261122".into() });
        voorraad.eindig_onderzoek("k2", "20261123").await.unwrap();
        assert_eq!(voorraad.onderzoek("auto", "1").await.unwrap(), None);
        voorraad.begin_onderzoek("k2", auto, &delen(&["kleur"]), "20261124").await.unwrap();
        assert_eq!(
            voorraad.onderzoek("auto", "1").await.unwrap(),
            None,
            "what was decided does not begin again"
        );
        assert_eq!(voorraad.onderzoek("auto", "2").await.unwrap(), None);
    }
}
