use super::*;
use crate::store::woord::woord;
use Correctiestatus as S;
use Gebeurtenis as G;
use StapFout as F;

const ROLLEN: [Rol; 3] = [Rol::Burger, Rol::Organisatie, Rol::Portaal];

/// The whole table by hand, as somebody who does not read the code would draw it: a row per state, a column per event in the
/// order of [`G::ALLE`]. Each cell holds what the citizen, the holder and the portal get.
///
/// `>x`: it becomes x. `=`: noted. `.`: nothing. Others: the refusal. Absent actors may not.
fn verwacht(status: S, wat: G, door: Rol) -> Result<Gevolg, F> {
    let wordt = |naar| Ok(Gevolg::Wordt(naar));
    let wie: &[Rol] = match wat {
        G::Ingediend => &[Rol::Burger],
        G::Aangevuld | G::Ingetrokken => &[Rol::Burger, Rol::Organisatie],
        G::TermijnVerstreken => &[Rol::Portaal],
        _ => &[Rol::Organisatie],
    };
    if !wie.contains(&door) {
        return Err(F::NietVoorU);
    }
    let nee = Err(F::PastNiet);
    let (b, o) = (door == Rol::Burger, door == Rol::Organisatie);
    let rij: [Result<Gevolg, F>; 13] = match status {
        S::Concept => {
            let mut rij = [Err(F::NogConcept); 13];
            rij[0] = wordt(S::Ingediend);
            rij
        }
        S::Ingediend | S::Doorgestuurd => [
            Err(F::AlIngediend),
            wordt(S::Ontvangen),
            nee,
            nee,
            if b { Err(F::NietGevraagd) } else { nee },
            nee,
            nee,
            nee,
            nee,
            nee,
            nee,
            if b { wordt(S::Ingetrokken) } else { nee },
            Ok(Gevolg::Blijft),
        ],
        S::Ontvangen => [
            Err(F::AlIngediend),
            Ok(Gevolg::Niets),
            wordt(S::InOnderzoek),
            nee,
            if b { Err(F::NietGevraagd) } else { nee },
            Ok(Gevolg::Blijft),
            wordt(S::Doorgestuurd),
            nee,
            nee,
            nee,
            nee,
            if b { wordt(S::Ingetrokken) } else { nee },
            Ok(Gevolg::Blijft),
        ],
        S::InOnderzoek | S::InformatieGevraagd | S::Aangevuld => {
            let (vraag, vul) = match status {
                S::InOnderzoek => (wordt(S::InformatieGevraagd), if b { Err(F::NietGevraagd) } else { nee }),
                S::InformatieGevraagd => (nee, wordt(S::Aangevuld)),
                _ => (wordt(S::InformatieGevraagd), if b { Err(F::NietGevraagd) } else { Ok(Gevolg::Niets) }),
            };
            [
                Err(F::AlIngediend),
                nee,
                if status == S::Aangevuld { wordt(S::InOnderzoek) } else { nee },
                vraag,
                vul,
                Ok(Gevolg::Blijft),
                wordt(S::Doorgestuurd),
                wordt(S::Toegewezen),
                wordt(S::DeelsToegewezen),
                wordt(S::Afgewezen),
                nee,
                if b { wordt(S::Ingetrokken) } else { nee },
                Ok(Gevolg::Blijft),
            ]
        }
        S::Toegewezen | S::DeelsToegewezen | S::Afgewezen | S::Verwerkt => {
            let mut rij = [Err(F::AlBesloten); 13];
            rij[0] = Err(F::AlIngediend);
            if matches!(status, S::Toegewezen | S::DeelsToegewezen) {
                rij[10] = wordt(S::Verwerkt);
            }
            rij
        }
        S::Ingetrokken => {
            let mut rij = [if o { Ok(Gevolg::Niets) } else { Err(F::Ingetrokken) }; 13];
            rij[7] = wordt(S::Toegewezen);
            rij[8] = wordt(S::DeelsToegewezen);
            rij[9] = wordt(S::Afgewezen);
            rij[10] = nee;
            rij
        }
    };
    let plek = G::ALLE.iter().position(|een| *een == wat).unwrap();
    rij[plek]
}

#[test]
fn every_event_in_every_state_by_every_actor() {
    for status in S::ALLE {
        for wat in G::ALLE {
            for door in ROLLEN {
                assert_eq!(na(status, wat, door), verwacht(status, wat, door), "{status:?} {wat:?} {door:?}");
            }
        }
    }
}

#[test]
fn nothing_leaves_what_is_done() {
    for status in S::ALLE.into_iter().filter(|status| status.is_klaar()) {
        for wat in G::ALLE {
            for door in ROLLEN {
                let na = na(status, wat, door);
                // A decision that was taken before the withdrawal came in.
                let te_laat = status == S::Ingetrokken && door == Rol::Organisatie;
                assert!(te_laat || na.is_err(), "{status:?} {wat:?} {door:?}: {na:?}");
            }
        }
    }
}

#[test]
fn every_state_can_be_reached_and_left_for_an_end() {
    let naar = |van: S| {
        let alle = G::ALLE.into_iter().flat_map(|wat| ROLLEN.map(|door| (wat, door)));
        alle.filter_map(move |(wat, door)| match na(van, wat, door) {
            Ok(Gevolg::Wordt(naar)) => Some(naar),
            _ => None,
        })
    };
    let mut bereikt = vec![S::Concept];
    let mut plek = 0;
    while let Some(&van) = bereikt.get(plek) {
        for status in naar(van) {
            if !bereikt.contains(&status) {
                bereikt.push(status);
            }
        }
        plek += 1;
    }
    assert_eq!(bereikt.len(), S::ALLE.len(), "{bereikt:?}");
    for status in S::ALLE.into_iter().filter(|status| !status.is_klaar()) {
        assert!(naar(status).next().is_some(), "{status:?} is a dead end");
    }
}

#[test]
fn what_a_citizen_can_do_follows_from_the_table() {
    use Handeling as H;
    for status in S::ALLE {
        let verwacht: &[H] = match status {
            S::Concept => &[H::Wijzigen, H::Indienen, H::Weggooien],
            S::InformatieGevraagd => &[H::Aanvullen, H::Intrekken],
            S::Ingediend | S::Doorgestuurd | S::Ontvangen | S::InOnderzoek | S::Aangevuld => &[H::Intrekken],
            _ => &[],
        };
        assert_eq!(kan(status), verwacht, "{status:?}");
    }
}

/// The drawing and the table of docs/correcties.md, made from the code.
fn tekening() -> String {
    let mut regels = vec!["```mermaid".to_owned(), "stateDiagram-v2".into(), "    [*] --> concept".into()];
    for van in S::ALLE {
        for wat in G::ALLE {
            for door in ROLLEN {
                if let Ok(Gevolg::Wordt(naar)) = na(van, wat, door) {
                    regels.push(format!(
                        "    {} --> {}: {} ({})",
                        woord(&van),
                        woord(&naar),
                        woord(&wat),
                        woord(&door)
                    ));
                }
            }
        }
        if van.is_klaar() {
            regels.push(format!("    {} --> [*]", woord(&van)));
        }
    }
    regels.push("```".into());
    regels.push(String::new());
    regels.push("| state | event | by | what it does |".into());
    regels.push("|---|---|---|---|".into());
    for van in S::ALLE {
        for wat in G::ALLE {
            for door in ROLLEN {
                let gevolg = match na(van, wat, door) {
                    Ok(Gevolg::Wordt(naar)) => format!("becomes `{}`", woord(&naar)),
                    Ok(Gevolg::Blijft) => "is noted".into(),
                    Ok(Gevolg::Niets) => "nothing".into(),
                    Err(_) => continue,
                };
                regels.push(format!(
                    "| `{}` | `{}` | {} | {gevolg} |",
                    woord(&van),
                    woord(&wat),
                    woord(&door)
                ));
            }
        }
    }
    regels.join("\n")
}

const BEGIN: &str = "<!-- made from the code: begin -->\n";
const EINDE: &str = "\n<!-- made from the code: end -->";

#[test]
fn the_drawing_in_the_docs_is_this_table() {
    let docs = include_str!("../../../../../docs/correcties.md");
    let in_docs = docs.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(EINDE)).map(|(deel, _)| deel);
    assert_eq!(in_docs, Some(tekening().as_str()), "put this in docs/correcties.md:\n{}", tekening());
}
