//! Which members each type of the contract has, for reading. A test holds every type against what `serde` writes.

use crate::bericht::{Bericht, BerichtSoort, Berichten, Voorkeuren};
use crate::boom::{Boom, Lees, deserialiseer};
use crate::correctie::{
    Aanvulling, Aard, Adreskeuze, Adressen, Besluit, Besluitdeel, Bestand, Bestandsoort, Bezwaar, Correctie,
    Correctieinhoud, Correcties, Correctiestap, Correctiestatus, Gebeurtenis, Handeling, Kennisgeving,
    Wijziging,
};
use crate::gegevensregister::{
    Als, Correctieweg, Definitie, Gegevensregister, Grafiek, Groep, Houder, Omweg, Regel, Registratie, Soort,
    Termijn, Thema, Tip, Toon,
};
use crate::inzage::{
    Blad, Bronlog, Door, Doorsoort, Eerste, Gebruik, Logstand, Opgevraagd, Reeks, Uitkomst, Verloop,
};
use crate::klantbeeld::{
    Begin, Bronbeeld, Einde, Gegeven, InOnderzoek, Laag, Periode, Reden, Stand, Vlak, Voorkomen, Waarde,
};
use crate::problem::{Parameterfout, Problem};
use crate::sessie::{Niveau, Sessie, Uitgelogd};
use crate::verwerkingsactiviteiten::{
    Aanleiding, Bewaartermijn, Grondslag, Grondslagsoort, Organisatie, Organisatiesoort,
    Verwerkingsactiviteit, Verwerkingsactiviteiten,
};
use crate::verzoek::{
    Antwoord, Antwoordgroep, Antwoordregel, Artikel15, DeelStatus, Deelverzoek, Gebruiksregel, Gemeld,
    GemeldeRegel, Keuze, Meldreden, NieuwVerzoek, Rol, Stap, Stapsoort, Verzoek, Verzoeken, Weigering,
};
use crate::{Datum, Taal};
use serde::de::{Deserialize, Deserializer};

/// What a member is called on the wire: as in Rust, unless a name is given.
macro_rules! naam {
    ($lid:ident) => {
        stringify!($lid)
    };
    ($lid:ident $naam:literal) => {
        $naam
    };
}

/// Reads objects. What stands after a semicolon may be absent, and is then empty.
macro_rules! leden {
    ($($soort:ident { $($lid:ident $(= $naam:literal)?),+ $(; $($leeg:ident),+)? })+) => {$(
        impl Lees for $soort {
            fn lees(boom: Boom) -> Option<Self> {
                let mut leden = boom.leden()?;
                Some($soort {
                    $($lid: leden.neem(naam!($lid $($naam)?))?,)+
                    $($($leeg: leden.neem_of_leeg(stringify!($leeg))?,)+)?
                })
            }
        }

        impl<'de> Deserialize<'de> for $soort {
            fn deserialize<D: Deserializer<'de>>(bron: D) -> Result<Self, D::Error> {
                deserialiseer(bron)
            }
        }
    )+};
}

/// Reads one word of a list.
macro_rules! woorden {
    ($($soort:ident { $($woord:literal => $een:ident),+ })+) => {$(
        impl Lees for $soort {
            fn lees(boom: Boom) -> Option<Self> {
                Some(match String::lees(boom)?.as_str() {
                    $($woord => $soort::$een,)+
                    _ => return None,
                })
            }
        }

        impl<'de> Deserialize<'de> for $soort {
            fn deserialize<D: Deserializer<'de>>(bron: D) -> Result<Self, D::Error> {
                deserialiseer(bron)
            }
        }
    )+};
}

/// Reads an object that says in the member `$kop` which of its kinds it is.
macro_rules! soorten {
    ($($soort:ident by $kop:literal { $($woord:literal => $een:ident { $($lid:ident $(= $naam:literal)?),* }),+ })+) => {$(
        impl Lees for $soort {
            fn lees(boom: Boom) -> Option<Self> {
                let mut leden = boom.leden()?;
                Some(match leden.neem::<String>($kop)?.as_str() {
                    $($woord => $soort::$een { $($lid: leden.neem(naam!($lid $($naam)?))?),* },)+
                    _ => return None,
                })
            }
        }

        impl<'de> Deserialize<'de> for $soort {
            fn deserialize<D: Deserializer<'de>>(bron: D) -> Result<Self, D::Error> {
                deserialiseer(bron)
            }
        }
    )+};
}

leden! {
    Begin { registraties }
    Einde { aantal }
    Bronbeeld { registratie, stand, opgehaald_op = "opgehaaldOp", voorkomens; onvolledig }
    Voorkomen { groep, sleutel, geldig, gegevens }
    Gegeven { id, waarde, in_onderzoek = "inOnderzoek" }
    InOnderzoek { sinds }
    Periode { van, tot }
    Vlak { laag, eigen, ringen }

    Gebruik { id, bron, moment, vanaf, keren, door, activiteit, omschrijving, betrokkenheid, opgevraagd }
    Door { soort, organisatie, naam, functie }
    Opgevraagd { registratie, uitkomst, groepen; gegevens }
    Blad { gebruik, verder }
    Verloop { maanden, reeksen, nieuw, sinds }
    Reeks { door, aantallen }
    Eerste { door, activiteit, registratie, moment }
    Bronlog { registratie, stand, gebruik }

    Gegevensregister { taal, themas, registraties, tips }
    Tip { id, toon, regel, kop, tekst }
    Regel { als, gegeven, dagen, code, wat, tenzij }
    Thema { id, naam }
    Registratie {
        id, naam, afkorting, in_zin = "inZin", leeg, uitleg, houder, grondslag, over_personen = "overPersonen", correctie,
        groepen
    }
    Correctieweg { organisatie, termijn }
    Houder { naam, oin }
    Groep { id, thema, naam, uitleg, enkelvoud, leeg, grafiek, gegevens }
    Grafiek { waarde, bij, per }
    Definitie { id, naam, uitleg, soort, corrigeerbaar, omweg, deelbaar, eenheid; waarden }
    Omweg { tekst; gegevens }

    Verwerkingsactiviteiten { taal, organisaties, activiteiten }
    Organisatie { id, naam, soort, rechtsvorm, website, functionaris }
    Verwerkingsactiviteit {
        id, organisatie, uris, naam, waarom, grondslag, gegevens, overige_gegevens = "overigeGegevens", ontvangers,
        bewaartermijn, bronnen, herkomst, besluit, buiten_eu = "buitenEu", aanleiding, sinds,
        logboek_maanden = "logboekMaanden"
    }
    Grondslag { soort, wet, url }
    Bewaartermijn { duur, tekst }

    Problem { soort = "type", title, status, detail, instance; errors }
    Parameterfout { plek = "in", name, detail }
    Uitgelogd { verder }

    Verzoeken { verzoeken, volgende }
    Verzoek { nummer, ingediend_op = "ingediendOp", inhoud, delen }
    Deelverzoek { organisatie, status, uiterlijk, te_laat = "teLaat"; stappen }
    Stap { wat, op, door, reden }
    Gebruiksregel { bron, trace_id = "traceId", organisatie, activiteit, begonnen_op = "begonnenOp" }
    Gemeld { regels }
    GemeldeRegel { bron, trace_id = "traceId", nummer }
    Antwoord { tekst, punten, bezwaar; groepen, weigeringen }
    Antwoordgroep { naam, gegevens }
    Antwoordregel { naam, waarde }
    Artikel15 { doelen, categorieen, ontvangers, bewaartermijn, rechten, klacht, herkomst, besluitvorming }
    Weigering { deel, reden }
    Correctieinhoud { groep, voorkomen, aard, wijzigingen, toelichting }
    Wijziging { gegeven, huidig, voorstel }
    Correctie {
        nummer, inhoud, bestanden, status, organisatie, gewijzigd_op = "gewijzigdOp", ingediend_op = "ingediendOp",
        uiterlijk, te_laat = "teLaat", niet_aangenomen = "nietAangenomen", kan, besluit; stappen, kennisgevingen
    }
    Correctiestap { wat, op, door, organisatie, tekst }
    Besluit { delen, toelichting, bezwaar }
    Besluitdeel { gegeven, toegewezen, reden }
    Bezwaar { tekst, adres, tot_en_met = "totEnMet" }
    Bestand { id, naam, soort, grootte }
    Kennisgeving { organisatie, gebruikt_op = "gebruiktOp", afgeleverd_op = "afgeleverdOp" }
    Correcties { correcties, volgende }
    Aanvulling { tekst }
    Adressen { adressen }
    Adreskeuze { straat, huisnummer, huisletter, toevoeging, postcode, woonplaats }
    Berichten { berichten, ongelezen, volgende }
    Bericht { id, soort, op, gelezen, kenmerk, organisatie }
    Voorkeuren { soorten }
}

woorden! {
    Doorsoort {
        "zelf" => Zelf, "namens" => Namens, "balie" => Balie, "toestemming" => Toestemming, "taak" => Taak,
        "onbekend" => Onbekend
    }
    Uitkomst { "gelukt" => Gelukt, "mislukt" => Mislukt, "onbekend" => Onbekend }
    Taal { "nl" => Nl, "en" => En }
    Toon { "letop" => LetOp, "onderzoek" => Onderzoek, "geheim" => Geheim, "info" => Info }
    Als {
        "onderzoek" => Onderzoek, "ja" => Ja, "code" => Code, "aanwezig" => Aanwezig, "verloopt" => Verloopt,
        "verlopen" => Verlopen, "termijn" => Termijn
    }
    Soort {
        "tekst" => Tekst, "getal" => Getal, "bedrag" => Bedrag, "datum" => Datum, "code" => Code, "janee" => JaNee,
        "adres" => Adres, "lijst" => Lijst, "bsn" => Bsn, "tekening" => Tekening
    }
    Organisatiesoort {
        "gemeente" => Gemeente, "waterschap" => Waterschap, "rijk" => Rijk, "zelfstandig" => Zelfstandig,
        "ambt" => Ambt, "privaat" => Privaat
    }
    Grondslagsoort {
        "toestemming" => Toestemming, "overeenkomst" => Overeenkomst, "wettelijkePlicht" => WettelijkePlicht,
        "vitaalBelang" => VitaalBelang, "algemeenBelang" => AlgemeenBelang,
        "gerechtvaardigdBelang" => GerechtvaardigdBelang, "andereWet" => AndereWet
    }
    Aanleiding { "wettelijkeTaak" => WettelijkeTaak, "toestemming" => Toestemming, "balie" => Balie, "zelf" => Zelf }
    Reden {
        "onbereikbaar" => Onbereikbaar, "teLaat" => TeLaat, "overbelast" => Overbelast, "fout" => Fout,
        "onleesbaar" => Onleesbaar, "anderePersoon" => AnderePersoon, "nietGeboekt" => NietGeboekt, "hangtAf" => HangtAf,
        "rust" => Rust
    }
    Laag {
        "perceel" => Perceel, "pand" => Pand, "weg" => Weg, "water" => Water, "groen" => Groen, "anders" => Anders
    }
    Niveau { "laag" => Laag, "substantieel" => Substantieel, "hoog" => Hoog }
    Meldreden {
        "kenIkNiet" => KenIkNiet, "teVeelGevraagd" => TeVeelGevraagd, "nietDoorMij" => NietDoorMij, "anders" => Anders
    }
    DeelStatus {
        "ontvangen" => Ontvangen, "inBehandeling" => InBehandeling, "verlengd" => Verlengd, "beantwoord" => Beantwoord,
        "gedeeltelijk" => Gedeeltelijk, "geweigerd" => Geweigerd, "ingetrokken" => Ingetrokken
    }
    Stapsoort {
        "ontvangen" => Ontvangen, "ingezien" => Ingezien, "inBehandeling" => InBehandeling, "verlengd" => Verlengd,
        "beantwoord" => Beantwoord, "gedeeltelijk" => Gedeeltelijk, "geweigerd" => Geweigerd,
        "ingetrokken" => Ingetrokken, "termijnVerstreken" => TermijnVerstreken
    }
    Termijn { "vierWeken" => VierWeken, "maand" => Maand }
    Aard { "kloptNiet" => KloptNiet, "ontbreekt" => Ontbreekt, "hoortNietBijMij" => HoortNietBijMij }
    Correctiestatus {
        "concept" => Concept, "ingediend" => Ingediend, "ontvangen" => Ontvangen, "inOnderzoek" => InOnderzoek,
        "informatieGevraagd" => InformatieGevraagd, "aangevuld" => Aangevuld, "doorgestuurd" => Doorgestuurd,
        "toegewezen" => Toegewezen, "deelsToegewezen" => DeelsToegewezen, "afgewezen" => Afgewezen,
        "verwerkt" => Verwerkt, "ingetrokken" => Ingetrokken
    }
    Handeling {
        "wijzigen" => Wijzigen, "indienen" => Indienen, "weggooien" => Weggooien, "aanvullen" => Aanvullen,
        "intrekken" => Intrekken
    }
    Gebeurtenis {
        "ingediend" => Ingediend, "ontvangen" => Ontvangen, "inOnderzoek" => InOnderzoek,
        "informatieGevraagd" => InformatieGevraagd, "aangevuld" => Aangevuld, "verlengd" => Verlengd,
        "doorgestuurd" => Doorgestuurd, "toegewezen" => Toegewezen, "deelsToegewezen" => DeelsToegewezen,
        "afgewezen" => Afgewezen, "verwerkt" => Verwerkt, "ingetrokken" => Ingetrokken,
        "termijnVerstreken" => TermijnVerstreken
    }
    Bestandsoort { "pdf" => Pdf, "jpeg" => Jpeg, "png" => Png }
    Rol { "burger" => Burger, "organisatie" => Organisatie, "portaal" => Portaal }
    BerichtSoort {
        "verzoekOntvangen" => VerzoekOntvangen, "inBehandeling" => InBehandeling, "verlengd" => Verlengd,
        "beantwoord" => Beantwoord, "geweigerd" => Geweigerd, "ingetrokken" => Ingetrokken,
        "termijnVerstreken" => TermijnVerstreken, "eersteGebruik" => EersteGebruik,
        "toestemmingLooptAf" => ToestemmingLooptAf, "correctieIngediend" => CorrectieIngediend,
        "correctieOntvangen" => CorrectieOntvangen, "correctieInOnderzoek" => CorrectieInOnderzoek,
        "correctieVraag" => CorrectieVraag, "correctieDoorgestuurd" => CorrectieDoorgestuurd,
        "correctieBesluit" => CorrectieBesluit, "correctieVerwerkt" => CorrectieVerwerkt,
        "correctieVerlengd" => CorrectieVerlengd, "correctieTeLaat" => CorrectieTeLaat
    }
}

soorten! {
    Datum by "precisie" {
        "onbekend" => Onbekend {},
        "jaar" => Jaar { jaar },
        "maand" => Maand { jaar, maand },
        "dag" => Dag { jaar, maand, dag }
    }
    Stand by "soort" {
        "geladen" => Geladen {},
        "geenGegevens" => GeenGegevens {},
        "nietBeschikbaar" => NietBeschikbaar { reden, opnieuw },
        "nietGerechtigd" => NietGerechtigd {},
        "uitgeschakeld" => Uitgeschakeld { nl, en }
    }
    Logstand by "soort" {
        "meldt" => Meldt { sinds, afgekapt },
        "meldtNiet" => MeldtNiet {},
        "nietNodig" => NietNodig {},
        "nietBeschikbaar" => NietBeschikbaar {}
    }
    Waarde by "soort" {
        "tekst" => Tekst { tekst },
        "getal" => Getal { getal },
        "decimaal" => Decimaal { decimaal },
        "bedrag" => Bedrag { centen },
        "datum" => Datum { datum = "wanneer" },
        "periode" => Periode { periode },
        "code" => Code { code, omschrijving },
        "jaNee" => JaNee { ja },
        "adres" => Adres { regels },
        "lijst" => Lijst { waarden },
        "tekening" => Tekening { vlakken },
        "leeg" => Leeg {},
        "nietBegrepen" => NietBegrepen {}
    }
    Keuze by "soort" { "alle" => Alle {}, "enkele" => Enkele { ids } }
    NieuwVerzoek by "soort" {
        "inzage" => Inzage { aan, over, toelichting },
        "gebruiksmelding" => Gebruiksmelding { regel, reden, toelichting }
    }
    Sessie by "stand" {
        "uitgelogd" => Uitgelogd {},
        "ingelogd" => Ingelogd {
            niveau, resterende_seconden = "resterendeSeconden", uiterste_seconden = "uitersteSeconden"
        }
    }
}

#[cfg(test)]
mod tests;
