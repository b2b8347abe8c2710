//! BRK Bevragen 2.0.0 (Kadaster): the property of a person, with the person's rights on it and what rests on it.
//!
//! The BSN goes in the body of a POST; everything else is asked per zaak by its own id. Of the others who have a
//! right on a zaak, only their number leaves this file.

mod eigen;

use super::hal::{Hal, Stuk, is_id, lijst, tekst, tel_achtergehouden};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use eigen::{alleen_euros, alleen_organisaties, eigen_rechten};
use futures::future::{BoxFuture, try_join4};
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

/// With more than this a person is not served by one page, and the Kadaster not by our questions.
const MEESTE_ZAKEN: usize = 50;
/// How many zaken of one person are looked up at once.
const TEGELIJK: usize = 4;

const ZAKEN: &str = "kadastraalOnroerendeZaken";
const RECHTEN: &str = "zakelijkGerechtigden";
const HYPOTHEKEN: &str = "hypotheken";
const BESLAGEN: &str = "beslagen";
const PRIVAAT: &str = "privaatrechtelijkeBeperkingen";
const PUBLIEK: &str = "publiekrechtelijkeBeperkingen";

/// What is asked of each: what the gegevensregister shows, and what tells whose it is.
const VELDEN_ZAAK: &str = "identificatie,indicatieVervallen,indicatieSluimerend,koopsom,toelichtingBewaarder,type,\
    aardCultuurBebouwd,aardCultuurOnbebouwd,kadastraleAanduiding,kadastraleGrootte,gesplitstZakelijkRecht,\
    bijbehorendeGrondpercelen,adressen.adresregel1,adressen.adresregel2,adressen.adresregel3,\
    adressen.nummeraanduidingIdentificatie,adressen.adresseerbaarObjectIdentificatie,adressen.koppelingswijze";
const VELDEN_RECHT: &str = "identificatie,type,aanvangsdatum,persoon,erfpachtCanon.soortErfpachtCanon,\
    erfpachtCanon.jaarlijksBedrag,erfpachtCanon.betrefMeerOnroerendeZaken,erfpachtCanon.einddatumAfkoop,\
    erfpachtCanon.indicatieOudeOnroerendeZaakBetrokken,tenaamstelling.aandeel,tenaamstelling.gezamenlijkAandeel,\
    tenaamstelling.burgerlijkeStaatTenTijdeVanVerkrijging,tenaamstelling.verkregenNamensSamenwerkingsverband,\
    tenaamstelling.betrokkenSamenwerkingsverband.omschrijving,\
    tenaamstelling.betrokkenGorzenEnAanwassen.omschrijving,tenaamstelling.aantekeningen.identificatie,\
    tenaamstelling.aantekeningen.aard,tenaamstelling.aantekeningen.omschrijving,\
    tenaamstelling.aantekeningen.einddatum,tenaamstelling.aantekeningen.einddatumRecht";
const VELDEN_HYPOTHEEK: &str = "identificatie,aandeelInBetrokkenRecht,gedeeltelijkeBezwaringOudObject,\
    omschrijvingBetrokkenRecht,toelichtingBewaarder,betreftGedeelteVanPerceel,aantekeningen.omschrijving,\
    hypotheekhouders.type,hypotheekhouders.omschrijving,bedragZekerheidsstelling,omschrijvingGekozenWoonplaats";
const VELDEN_BESLAG: &str = "identificatie,aandeelInBetrokkenRecht,gedeeltelijkeBezwaringOudObject,\
    omschrijvingBetrokkenRecht,toelichtingBewaarder,aard,aantekeningen.omschrijving,beslagleggers.type,\
    beslagleggers.omschrijving,bedragVordering";
const VELDEN_PRIVAAT: &str = "identificatie,aard,omschrijving,einddatum,einddatumRecht";
const VELDEN_PUBLIEK: &str =
    "identificatie,grondslag,datumInWerking,datumBeeindiging,bevoegdGezag.omschrijving";

pub(super) struct Brk {
    hal: Hal,
}

impl Brk {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        Ok(Self { hal: Hal::nieuw(bouw)? })
    }

    async fn vraag_zaken(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let wat = json!({"burgerservicenummer": vraag.bsn.cijfers(), "fields": VELDEN_ZAAK});
        let gevonden = lijst(self.hal.zoek(vraag, "/kadastraalonroerendezaken", &wat).await?, ZAKEN)?;
        let aantal = gevonden.len();
        if aantal > MEESTE_ZAKEN {
            return Err(BronFout::Onleesbaar("more property than is looked up for one person"));
        }
        let vragen: Vec<_> = gevonden.into_iter().map(|zaak| self.vul_aan(vraag, zaak)).collect();
        let zaken: Vec<Option<Stuk>> = futures::stream::iter(vragen).buffered(TEGELIJK).try_collect().await?;
        let zaken: Vec<Stuk> = zaken.into_iter().flatten().collect();
        tel_achtergehouden("brk", aantal - zaken.len());
        match (aantal, zaken.len()) {
            (0, _) => Ok(None),
            // Not one of them is of the person who was asked for.
            (_, 0) => Err(BronFout::AnderePersoon),
            _ => Ok(Some(json!({ "zaken": zaken }))),
        }
    }

    /// A zaak with all that belongs to it; `None` when the person has no right on it. Then nothing more of it is
    /// asked either.
    async fn vul_aan(&self, vraag: Vraag<'_>, mut zaak: Stuk) -> Result<Option<Stuk>, BronFout> {
        let id = tekst(&zaak, "identificatie").filter(|id| is_id(id));
        let id = id.ok_or(BronFout::Onleesbaar("property without a usable id"))?.to_owned();
        let rechten = self.onder(vraag, &id, RECHTEN, VELDEN_RECHT).await?;
        let (rechten, anderen) = eigen_rechten(rechten, vraag.bsn);
        if rechten.is_empty() {
            return Ok(None);
        }
        let (mut hypotheken, mut beslagen, privaat, publiek) = try_join4(
            self.onder(vraag, &id, HYPOTHEKEN, VELDEN_HYPOTHEEK),
            self.onder(vraag, &id, BESLAGEN, VELDEN_BESLAG),
            self.onder(vraag, &id, PRIVAAT, VELDEN_PRIVAAT),
            self.publiek(vraag, &id),
        )
        .await?;
        alleen_organisaties(&mut hypotheken, "hypotheekhouders");
        alleen_organisaties(&mut beslagen, "beslagleggers");
        alleen_euros(&mut hypotheken, "bedragZekerheidsstelling");
        alleen_euros(&mut beslagen, "bedragVordering");
        zaak.insert("aantalAndereGerechtigden".into(), anderen.into());
        let delen = [
            (RECHTEN, rechten),
            (HYPOTHEKEN, hypotheken),
            (BESLAGEN, beslagen),
            (PRIVAAT, privaat),
            (PUBLIEK, publiek),
        ];
        voeg_samen(&mut zaak, delen);
        Ok(Some(zaak))
    }

    async fn onder(
        &self,
        vraag: Vraag<'_>,
        zaak: &str,
        naam: &'static str,
        velden: &str,
    ) -> Result<Vec<Stuk>, BronFout> {
        let pad = format!("/kadastraalonroerendezaken/{zaak}/{}?fields={velden}", naam.to_lowercase());
        self.alle(vraag, &pad, naam).await
    }

    async fn publiek(&self, vraag: Vraag<'_>, zaak: &str) -> Result<Vec<Stuk>, BronFout> {
        let zoek = format!("kadastraalOnroerendeZaakIdentificatie={zaak}&fields={VELDEN_PUBLIEK}");
        self.alle(vraag, &format!("/publiekrechtelijkebeperkingen?{zoek}"), PUBLIEK).await
    }

    async fn alle(&self, vraag: Vraag<'_>, pad: &str, naam: &str) -> Result<Vec<Stuk>, BronFout> {
        // "Not found" is not "none": the standard gives an empty list then. To say "no mortgage" would be a guess.
        let antwoord = self.hal.haal(vraag, pad).await?;
        lijst(antwoord.ok_or(BronFout::Onleesbaar("property that its own registry does not know"))?, naam)
    }
}

impl Koppelvlak for Brk {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_zaken(vraag))
    }
}

/// Puts what was answered at other paths inside its zaak. Each part, and each address, gets the designation of the
/// zaak as well: seen alone it must still say what it is about.
fn voeg_samen(zaak: &mut Stuk, delen: [(&'static str, Vec<Stuk>); 5]) {
    let aanduiding = zaak.get("kadastraleAanduiding").cloned().unwrap_or_default();
    let noem = |mut stuk: Stuk| {
        stuk.insert("kadastraleAanduiding".into(), aanduiding.clone());
        Value::Object(stuk)
    };
    for adres in zaak.get_mut("adressen").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(adres) = adres {
            *adres = match noem(std::mem::take(adres)) {
                Value::Object(adres) => adres,
                _ => Stuk::new(),
            };
        }
    }
    let delen = delen.map(|(naam, stukken)| (naam.to_owned(), stukken.into_iter().map(noem).collect()));
    zaak.insert("_embedded".into(), Value::Object(delen.into_iter().collect()));
}

#[cfg(test)]
mod tests;
