//! What corrections do: documents get another content, come, or go, and what they were stays with which correction ended it.

use super::{Voorraad, VoorraadFout, beeindig, voeg_in, zet_termen};
use serde_json::Value;

/// What a document is found by.
pub(crate) type Termen = Vec<(&'static str, String)>;

/// What becomes of one document.
#[derive(Clone, Debug)]
pub(crate) struct Wijziging {
    pub(crate) soort: &'static str,
    pub(crate) sleutel: String,
    /// Nothing: it is gone from now on.
    pub(crate) inhoud: Option<Value>,
    /// Nothing: it is found by what it was found by.
    pub(crate) termen: Option<Termen>,
}

impl Voorraad {
    /// Carries out a correction, all of it or nothing, and once (`false`: it was done before).
    pub(crate) async fn corrigeer(
        &self,
        kenmerk: &str,
        reden: &str,
        wijzigingen: &[Wijziging],
    ) -> Result<bool, VoorraadFout> {
        let nu = self.nu();
        let mut tx = self.db.begin().await?;
        let eerste = sqlx::query(
            "INSERT INTO uitvoering (kenmerk, reden, op) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(kenmerk)
        .bind(reden)
        .bind(&nu)
        .execute(&mut *tx)
        .await?;
        if eerste.rows_affected() == 0 {
            return Ok(false);
        }
        for Wijziging { soort, sleutel, inhoud, termen } in wijzigingen {
            sqlx::query(
                "INSERT INTO correctie SELECT ?, soort, sleutel, id FROM stuk \
                 WHERE soort = ? AND sleutel = ? AND geldig_tot IS NULL",
            )
            .bind(kenmerk)
            .bind(soort)
            .bind(sleutel)
            .execute(&mut *tx)
            .await?;
            beeindig(&mut tx, (soort, sleutel), &nu).await?;
            if let Some(inhoud) = inhoud {
                voeg_in(&mut tx, (soort, sleutel), &serde_json::to_string(inhoud)?, &nu).await?;
            }
            if let Some(termen) = termen {
                let termen: Vec<(&str, &str)> =
                    termen.iter().map(|(term, waarde)| (*term, waarde.as_str())).collect();
                zet_termen(&mut tx, (soort, sleutel), &termen).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Whether a correction was carried out here.
    pub(crate) async fn is_uitgevoerd(&self, kenmerk: &str) -> Result<bool, VoorraadFout> {
        let vraag = "SELECT EXISTS (SELECT 1 FROM uitvoering WHERE kenmerk = ?1)
                     OR EXISTS (SELECT 1 FROM correctie WHERE kenmerk = ?1)";
        Ok(sqlx::query_scalar(vraag).bind(kenmerk).fetch_one(&self.db).await?)
    }

    /// Takes in a document of the demo, unless it was here before or a correction touched it: then what came later, came later.
    pub(crate) async fn neem_op(
        &self,
        soort: &str,
        sleutel: &str,
        inhoud: &Value,
        termen: &[(&str, &str)],
    ) -> Result<(), VoorraadFout> {
        let versies = self.versies(soort, sleutel).await?;
        let later = versies.iter().any(|versie| versie.inhoud == *inhoud || versie.door.is_some());
        if !later {
            self.zet(soort, sleutel, inhoud, termen).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::voorraad;
    use super::*;
    use crate::testhulp::Map;
    use serde_json::json;

    fn wijziging(sleutel: &str, inhoud: Option<Value>) -> Wijziging {
        Wijziging { soort: "auto", sleutel: sleutel.into(), inhoud, termen: None }
    }

    #[tokio::test]
    async fn is_done_once_and_keeps_what_was_with_why() {
        let map = Map::nieuw();
        let voorraad = voorraad(&map).await;
        let (oud, nieuw) = (json!({"kleur": "rood"}), json!({"kleur": "blauw"}));
        voorraad.zet("auto", "1", &oud, &[("eigenaar", "a")]).await.unwrap();
        voorraad.zet("auto", "2", &oud, &[("eigenaar", "a")]).await.unwrap();
        let mut wat =
            [wijziging("1", Some(nieuw.clone())), wijziging("2", None), wijziging("3", Some(json!(3)))];
        wat[2].termen = Some(vec![("eigenaar", "a".into())]);
        assert!(!voorraad.is_uitgevoerd("k1").await.unwrap());
        assert!(voorraad.corrigeer("k1", "onjuist", &wat).await.unwrap());
        assert!(!voorraad.corrigeer("k1", "onjuist", &[wijziging("1", Some(oud.clone()))]).await.unwrap());
        assert!(voorraad.is_uitgevoerd("k1").await.unwrap());
        assert_eq!(voorraad.zoek("auto", "eigenaar", "a").await.unwrap(), [nieuw.clone(), json!(3)]);
        let versies = voorraad.versies("auto", "1").await.unwrap();
        let inhoud: Vec<_> = versies.iter().map(|versie| (&versie.inhoud, versie.tot.is_some())).collect();
        assert_eq!(inhoud, [(&oud, true), (&nieuw, false)]);
        assert_eq!(versies[0].door, Some(("k1".into(), "onjuist".into())));
        assert_eq!(versies[1].door, None);
    }

    #[tokio::test]
    async fn a_restart_with_other_data_leaves_alone_what_was_corrected() {
        let map = Map::nieuw();
        let voorraad = voorraad(&map).await;
        for sleutel in ["1", "2", "3"] {
            voorraad.neem_op("auto", sleutel, &json!("oud"), &[]).await.unwrap();
        }
        let wat = [wijziging("1", Some(json!("goed"))), wijziging("2", None)];
        voorraad.corrigeer("k1", "onjuist", &wat).await.unwrap();
        for inhoud in [json!("oud"), json!("nieuw")] {
            for sleutel in ["1", "2", "3"] {
                voorraad.neem_op("auto", sleutel, &inhoud, &[]).await.unwrap();
            }
        }
        let nu = voorraad.alle("auto").await.unwrap();
        assert_eq!(nu, [("1".to_owned(), json!("goed")), ("3".to_owned(), json!("nieuw"))]);
    }
}
