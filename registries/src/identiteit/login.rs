//! What somebody chose on the login page.

use super::aanvraag::{Aanvraag, Niveau, Terugmelding};
use super::authorize::{terug, weiger};
use super::pagina::{self, BSN_MAX, Invoerfout, Veld};
use super::parameters::Parameters;
use super::teksten::teksten;
use super::{Code, Codestand, Identiteit, Inlogpersoon, Login, Taal};
use axum::extract::State;
use axum::extract::rejection::RawFormRejection;
use axum::response::Response;
use contract::{Bsn, OngeldigBsn};
use std::sync::Arc;

/// The longest thing a tester may send as a BSN, in characters.
const VRIJ_MAX: usize = 20;

/// A choice that can be carried out.
struct Keuze {
    /// `None`: the portal gets no BSN at all.
    bsn: Option<String>,
    niveau: Niveau,
    namens: Option<String>,
}

/// `POST /login`. The page stays usable until it expires: whoever presses twice gets in just the same.
pub(super) async fn login(
    State(identiteit): State<Arc<Identiteit>>,
    parameters: Result<Parameters, RawFormRejection>,
) -> Response {
    let parameters = parameters.unwrap_or_default();
    let transactie = parameters.waarde("transactie").unwrap_or_default();
    let Some(aanvraag) = identiteit.transacties.met(identiteit.nu(), transactie, |aanvraag| aanvraag.clone())
    else {
        return pagina::fout(&identiteit, Taal::Nl, pagina::Fout::Verlopen);
    };
    if parameters.waarde("actie") == Some("annuleren") {
        return annuleer(&identiteit, aanvraag);
    }
    match keuze(&identiteit, &aanvraag, &parameters).await {
        Ok(Some(keuze)) => rond_af(&identiteit, aanvraag, keuze),
        Ok(None) => pagina::login(&identiteit, &aanvraag, transactie, None),
        Err(fout) => pagina::login(&identiteit, &aanvraag, transactie, Some(&fout)),
    }
}

/// `None` when nothing was chosen that exists.
async fn keuze(
    identiteit: &Identiteit,
    aanvraag: &Aanvraag,
    parameters: &Parameters,
) -> Result<Option<Keuze>, Invoerfout> {
    let gewoon = |bsn: String| Keuze { bsn: Some(bsn), niveau: aanvraag.niveau, namens: None };
    if let Some(id) = parameters.waarde("persoon") {
        return Ok(persoon(identiteit, id).map(|persoon| gewoon(persoon.bsn.clone())));
    }
    match parameters.waarde("actie") {
        Some("bsn") => bekend_bsn(identiteit, aanvraag.taal, parameters).await.map(|bsn| Some(gewoon(bsn))),
        Some("tester") => tester(identiteit, aanvraag, parameters).map(Some),
        _ => Ok(None),
    }
}

fn persoon<'a>(identiteit: &'a Identiteit, id: &str) -> Option<&'a Inlogpersoon> {
    identiteit.opties.personen.iter().find(|persoon| persoon.id == id)
}

/// The BSN of somebody in the test set.
async fn bekend_bsn(
    identiteit: &Identiteit,
    taal: Taal,
    parameters: &Parameters,
) -> Result<String, Invoerfout> {
    let t = teksten(taal);
    let getypt = parameters.waarde("bsn").unwrap_or_default();
    let fout = |melding| {
        let waarde = getypt.chars().take(BSN_MAX).collect();
        Invoerfout { veld: Veld::Bsn, waarde, melding }
    };
    let bsn: Bsn = getypt.parse().map_err(|reden| {
        fout(match reden {
            OngeldigBsn::Vorm => t.bsn_vorm,
            OngeldigBsn::Elfproef => t.bsn_elfproef,
        })
    })?;
    match (identiteit.opties.kent_bsn)(bsn.cijfers().into()).await {
        Some(true) => Ok(bsn.cijfers().into()),
        Some(false) => Err(fout(t.bsn_onbekend)),
        None => Err(fout(t.bsn_onbekeken)),
    }
}

/// Anything goes here, so that a portal's refusals can be tested.
fn tester(
    identiteit: &Identiteit,
    aanvraag: &Aanvraag,
    parameters: &Parameters,
) -> Result<Keuze, Invoerfout> {
    let bsn = parameters.waarde("vrij").map(|vrij| vrij.trim().to_owned());
    if let Some(waarde) = bsn.as_ref().filter(|bsn| bsn.chars().count() > VRIJ_MAX) {
        let waarde = waarde.chars().take(BSN_MAX).collect();
        return Err(Invoerfout { veld: Veld::Vrij, waarde, melding: teksten(aanvraag.taal).vrij_te_lang });
    }
    let niveau = Niveau::ALLE.into_iter().find(|niveau| Some(niveau.code()) == parameters.waarde("niveau"));
    let namens = parameters.waarde("namens").and_then(|id| persoon(identiteit, id));
    Ok(Keuze {
        bsn,
        niveau: niveau.unwrap_or(aanvraag.niveau),
        namens: namens.map(|persoon| identiteit.sub(&aanvraag.redirect_uri, &persoon.bsn)),
    })
}

/// Back to the client with a code.
fn rond_af(identiteit: &Identiteit, aanvraag: Aanvraag, keuze: Keuze) -> Response {
    let nu = identiteit.nu();
    let login = Login {
        sub: identiteit.sub(&aanvraag.redirect_uri, keuze.bsn.as_deref().unwrap_or_default()),
        bsn: keuze.bsn,
        namens: keuze.namens,
        niveau: keuze.niveau,
        auth_time: nu,
    };
    let (adres, state) = (aanvraag.redirect_uri.clone(), aanvraag.state.clone());
    let code = identiteit.codes.leg(nu, Code { aanvraag, login, stand: Codestand::Vers });
    terug(identiteit, adres, &[("code", &code), ("state", &state)])
}

fn annuleer(identiteit: &Identiteit, aanvraag: Aanvraag) -> Response {
    let omschrijving = "the person cancelled";
    let Aanvraag { redirect_uri, state, .. } = aanvraag;
    weiger(
        identiteit,
        Terugmelding { redirect_uri, state: Some(state), error: "access_denied", omschrijving },
    )
}
