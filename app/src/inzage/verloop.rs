//! How use by others went over the months, and who is new.

use super::maanden::{Maand, lees_maand};
use contract::inzage::{Door, Doorsoort, Eerste, Gebruik, Reeks, Verloop};
use std::cmp::Reverse;
use std::sync::Arc;

/// Height of the picture of one series, in its own units.
pub const HOOGTE: u32 = 24;
/// Width of the place of a bar.
pub const BREEDTE: u32 = 6;
/// What few uses are stays to be seen.
const KLEINST: u32 = 2;

/// The most that any of these has in a month.
pub fn hoogste(reeksen: &[Reeks]) -> u32 {
    reeksen.iter().flat_map(|reeks| &reeks.aantallen).copied().max().unwrap_or_default()
}

/// The height of a bar when the highest of all has this many.
pub fn staafhoogte(aantal: u32, hoogste: u32) -> u32 {
    if aantal == 0 {
        return 0;
    }
    let deel = u64::from(aantal) * u64::from(HOOGTE) / u64::from(hoogste.max(1));
    u32::try_from(deel).unwrap_or(HOOGTE).clamp(KLEINST, HOOGTE)
}

pub fn totaal(reeks: &Reeks) -> u64 {
    reeks.aantallen.iter().map(|aantal| u64::from(*aantal)).sum()
}

/// The series of the portal's own log with what the registrations wrote down themselves, those who used most first. `maand`
/// gives the month of a moment. Functions are not told apart, and own looks not counted.
pub fn met_bronnen(
    verloop: &Verloop,
    van_bronnen: &[Arc<Gebruik>],
    maand: &dyn Fn(&str) -> Maand,
) -> Vec<Reeks> {
    let maanden: Vec<Maand> = verloop.maanden.iter().map(|tekst| lees_maand(tekst)).collect();
    let mut reeksen = verloop.reeksen.clone();
    for gebruik in van_bronnen.iter().filter(|een| een.door.soort != Doorsoort::Zelf) {
        let van = maand(&gebruik.moment);
        let Some(plek) = van.and_then(|_| maanden.iter().position(|een| *een == van)) else { continue };
        let door = Door { functie: None, ..gebruik.door.clone() };
        let reeks = reeksen.iter().position(|reeks| reeks.door == door).unwrap_or_else(|| {
            reeksen.push(Reeks { door, aantallen: vec![0; maanden.len()] });
            reeksen.len() - 1
        });
        if let Some(aantal) = reeksen[reeks].aantallen.get_mut(plek) {
            *aantal = aantal.saturating_add(gebruik.keren);
        }
    }
    reeksen.sort_by_key(|reeks| Reverse(totaal(reeks)));
    reeksen
}

/// Somebody who asked registrations something for the first time, for one purpose and at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nieuw {
    pub door: Door,
    pub activiteit: Option<String>,
    /// Of the newest.
    pub moment: String,
    /// Ids of the registrations.
    pub registraties: Vec<String>,
}

/// Those of one organisation and purpose on one day belong in one sentence. `dag` gives the day of a moment.
pub fn nieuwen<D: PartialEq>(eersten: &[Eerste], dag: &dyn Fn(&str) -> D) -> Vec<Nieuw> {
    let mut nieuwen: Vec<Nieuw> = Vec::new();
    for eerste in eersten {
        let zelfde = |een: &&mut Nieuw| {
            een.door == eerste.door
                && een.activiteit == eerste.activiteit
                && dag(&een.moment) == dag(&eerste.moment)
        };
        match nieuwen.iter_mut().find(zelfde) {
            Some(een) => een.registraties.push(eerste.registratie.clone()),
            None => nieuwen.push(Nieuw {
                door: eerste.door.clone(),
                activiteit: eerste.activiteit.clone(),
                moment: eerste.moment.clone(),
                registraties: vec![eerste.registratie.clone()],
            }),
        }
    }
    nieuwen
}

/// Whether this use is by somebody who is new for this purpose. Functions are not told apart there.
pub fn is_nieuw(gebruik: &Gebruik, eersten: &[Eerste]) -> bool {
    let door = Door { functie: None, ..gebruik.door.clone() };
    eersten.iter().any(|eerste| {
        eerste.door == door
            && eerste.activiteit == gebruik.activiteit
            && gebruik.opgevraagd.iter().any(|wat| wat.registratie == eerste.registratie)
    })
}

#[cfg(test)]
mod tests {
    use super::{HOOGTE, hoogste, is_nieuw, met_bronnen, nieuwen, staafhoogte, totaal};
    use crate::inzage::maanden::lees_maand;
    use crate::inzage::proef::{door, gebruik, van_bron};
    use contract::inzage::{Eerste, Gebruik, Reeks, Verloop};
    use std::sync::Arc;

    fn eerste(organisatie: &str, registratie: &str, moment: &str) -> Eerste {
        Eerste {
            door: door(organisatie),
            activiteit: Some("ww-recht".into()),
            registratie: registratie.into(),
            moment: moment.into(),
        }
    }

    #[test]
    fn every_use_is_to_be_seen_and_nothing_is_higher_than_the_picture() {
        assert_eq!(staafhoogte(0, 100), 0);
        assert_eq!(staafhoogte(1, 10_000), 2);
        assert_eq!(staafhoogte(50, 100), HOOGTE / 2);
        assert_eq!(staafhoogte(u32::MAX, u32::MAX), HOOGTE);
        assert_eq!(staafhoogte(5, 0), HOOGTE);
    }

    #[test]
    fn series_are_drawn_on_one_scale() {
        let reeks = |aantallen: &[u32]| Reeks { door: door("uwv"), aantallen: aantallen.into() };
        assert_eq!(hoogste(&[reeks(&[1, 7]), reeks(&[3, 0])]), 7);
        assert_eq!(hoogste(&[]), 0);
        assert_eq!(totaal(&reeks(&[u32::MAX, 1])), 4_294_967_296);
    }

    #[test]
    fn what_registrations_wrote_down_is_counted_with_the_rest() {
        let svb = Reeks { door: door("svb"), aantallen: vec![0, 3] };
        let maanden = ["2026-08", "2026-09"].map(Into::into).into();
        let verloop = Verloop { maanden, reeksen: vec![svb.clone()], nieuw: Vec::new(), sinds: None };
        let mut vaak = van_bron("brp", "a", "2026-09-04T10:00:00Z");
        vaak.keren = 4;
        vaak.door.functie = Some("Afdeling WW".into());
        let bronnen = [
            vaak,
            van_bron("brp", "b", "2026-08-04T10:00:00Z"),
            // The same request at another registration is another look.
            van_bron("woz", "b", "2026-08-04T10:00:00Z"),
            Gebruik { door: door("svb"), ..van_bron("woz", "c", "2026-08-05T10:00:00Z") },
            van_bron("woz", "d", "2025-08-05T10:00:00Z"),
            van_bron("woz", "e", "ooit"),
            Gebruik { bron: "brp".into(), ..gebruik("f", "2026-09-04T10:00:00Z") },
        ];
        let maand = |moment: &str| lees_maand(moment.get(..7)?);
        let reeksen = met_bronnen(&verloop, &bronnen.map(Arc::new), &maand);
        let verwacht =
            [Reeks { door: door("uwv"), aantallen: vec![2, 4] }, Reeks { aantallen: vec![1, 3], ..svb }];
        assert_eq!(reeksen, verwacht);
        assert_eq!(met_bronnen(&verloop, &[], &maand), verloop.reeksen);
    }

    #[test]
    fn first_uses_of_one_day_and_purpose_are_one_sentence() {
        let eersten = [
            eerste("uwv", "brp", "2026-09-03T10:00:00Z"),
            eerste("uwv", "bri", "2026-09-03T09:00:00Z"),
            eerste("svb", "brp", "2026-09-03T09:00:00Z"),
            eerste("uwv", "woz", "2026-09-01T09:00:00Z"),
        ];
        let gevonden = nieuwen(&eersten, &|moment| moment.get(..10).map(str::to_owned));
        let registraties: Vec<_> = gevonden.iter().map(|een| een.registraties.join(" ")).collect();
        assert_eq!(registraties, ["brp bri", "brp", "woz"]);
    }

    #[test]
    fn somebody_is_new_for_a_purpose_whatever_the_function() {
        let eersten = [eerste("uwv", "brp", "2026-09-03T10:00:00Z")];
        let mut gebruik = van_bron("brp", "a", "2026-09-04T10:00:00Z");
        assert!(!is_nieuw(&gebruik, &eersten), "for another purpose");
        gebruik.activiteit = Some("ww-recht".into());
        gebruik.door.functie = Some("Afdeling WW".into());
        assert!(is_nieuw(&gebruik, &eersten));
        gebruik.door.organisatie = Some("svb".into());
        assert!(!is_nieuw(&gebruik, &eersten));
    }
}
