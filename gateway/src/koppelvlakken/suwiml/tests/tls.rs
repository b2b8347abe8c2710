//! Mutual TLS: our certificate is asked for, and only the roots of the configuration are believed.

use super::super::proef::{BSN, gereedschap};
use super::suwiml;
use crate::config::{Config, Digikoppeling, Registratie};
use crate::koppelvlakken::BronFout;
use crate::koppelvlakken::proef::{instellingen, vraag};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;

struct Ca(CertifiedIssuer<'static, KeyPair>);

impl Ca {
    fn nieuw() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn geef_uit(&self) -> (rcgen::Certificate, KeyPair) {
        let sleutel = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        (params.signed_by(&sleutel, &self.0).unwrap(), sleutel)
    }

    /// A certificate of ours, and `wortel` as whom we believe.
    fn digikoppeling(&self, map: &Path, wortel: &Ca) -> Digikoppeling {
        let (certificaat, sleutel) = self.geef_uit();
        let schrijf = |naam: &str, tekst: String| {
            let bestand = map.join(naam);
            std::fs::write(&bestand, tekst).unwrap();
            bestand
        };
        Digikoppeling {
            certificaat: schrijf("certificaat.pem", certificaat.pem()),
            sleutel: schrijf("sleutel.pem", sleutel.serialize_pem()),
            ca: schrijf("ca.pem", wortel.0.pem()),
        }
    }
}

struct Tls {
    luisteraar: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stroom, adres) = self.luisteraar.accept().await.unwrap();
            // Who shows no certificate gets no further.
            if let Ok(stroom) = self.acceptor.accept(stroom).await {
                return (stroom, adres);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.luisteraar.local_addr()
    }
}

type Berichten = Arc<Mutex<Vec<String>>>;

/// A server that wants a certificate of `ca`, keeps what it is asked, and refuses all of it.
async fn server(ca: &Ca) -> (String, Berichten) {
    let (certificaat, sleutel) = ca.geef_uit();
    let mut wortels = RootCertStore::empty();
    wortels.add(CertificateDer::from(ca.0.der().to_vec())).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let keurder = WebPkiClientVerifier::builder_with_provider(Arc::new(wortels), Arc::clone(&provider))
        .build()
        .unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(keurder)
        .with_single_cert(
            vec![CertificateDer::from(certificaat.der().to_vec())],
            PrivateKeyDer::try_from(sleutel.serialize_der()).unwrap(),
        )
        .unwrap();
    let luisteraar = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adres = format!("https://{}/?oin=00000099000000002000", luisteraar.local_addr().unwrap());
    let berichten = Berichten::default();
    let neem = async |State(berichten): State<Berichten>, lichaam: Bytes| {
        berichten.lock().unwrap().push(String::from_utf8(lichaam.to_vec()).unwrap());
        StatusCode::FORBIDDEN
    };
    let router = Router::new().route("/", post(neem)).with_state(Arc::clone(&berichten));
    let tls = Tls { luisteraar, acceptor: TlsAcceptor::from(Arc::new(config)) };
    tokio::spawn(async move { axum::serve(tls, router).await });
    (adres, berichten)
}

fn met(url: &str, digikoppeling: Option<Digikoppeling>) -> (Config, Registratie) {
    let (config, registratie) = instellingen(url);
    (config, Registratie { digikoppeling, pogingen: 1, ..registratie })
}

#[tokio::test]
async fn shows_its_certificate_and_signs_what_it_sends() {
    let (map, ca) = (tempfile::tempdir().unwrap(), Ca::nieuw());
    let (url, berichten) = server(&ca).await;
    let digikoppeling = ca.digikoppeling(map.path(), &ca);
    let certificaat = digikoppeling.certificaat.clone();
    let uitkomst = vraag(&suwiml(&met(&url, Some(digikoppeling))).unwrap(), BSN, &[]).await;
    assert_eq!(uitkomst, Err(BronFout::Afgewezen { status: 403, code: "none".into() }));
    let bericht = map.path().join("bericht.xml");
    std::fs::write(&bericht, berichten.lock().unwrap().concat()).unwrap();
    let ids = ["MessageID", "From", "To", "Action", "Timestamp", "BinarySecurityToken", "Body"];
    let mut argumenten = vec!["--verify", "--pubkey-cert-pem", certificaat.to_str().unwrap()];
    argumenten.extend(ids.iter().flat_map(|id| ["--id-attr:Id", id]));
    argumenten.push(bericht.to_str().unwrap());
    let Some(oordeel) = gereedschap("xmlsec1", &argumenten) else { return };
    assert!(oordeel.status.success(), "{}", String::from_utf8_lossy(&oordeel.stderr));
}

#[tokio::test]
async fn a_server_that_is_not_believed_is_not_asked() {
    let (map, ca, andere) = (tempfile::tempdir().unwrap(), Ca::nieuw(), Ca::nieuw());
    let (url, berichten) = server(&ca).await;
    let client = suwiml(&met(&url, Some(ca.digikoppeling(map.path(), &andere)))).unwrap();
    assert_eq!(vraag(&client, BSN, &[]).await, Err(BronFout::Onbereikbaar));
    assert!(berichten.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_certificate_of_somebody_else_is_not_let_in() {
    let (map, ca, andere) = (tempfile::tempdir().unwrap(), Ca::nieuw(), Ca::nieuw());
    let (url, berichten) = server(&ca).await;
    let client = suwiml(&met(&url, Some(andere.digikoppeling(map.path(), &ca)))).unwrap();
    assert_eq!(vraag(&client, BSN, &[]).await, Err(BronFout::Onbereikbaar));
    assert!(berichten.lock().unwrap().is_empty());
}

#[tokio::test]
async fn plain_http_is_not_asked_when_digikoppeling_is_on() {
    let (map, ca) = (tempfile::tempdir().unwrap(), Ca::nieuw());
    let url = "http://127.0.0.1:9/?oin=00000099000000002000";
    let client = suwiml(&met(url, Some(ca.digikoppeling(map.path(), &ca)))).unwrap();
    assert_eq!(vraag(&client, BSN, &[]).await, Err(BronFout::Onbereikbaar));
}

#[test]
fn files_that_do_not_belong_together_are_named_at_start() {
    let (map, ca) = (tempfile::tempdir().unwrap(), Ca::nieuw());
    let goed = ca.digikoppeling(map.path(), &ca);
    let leeg = map.path().join("leeg.pem");
    std::fs::write(&leeg, "").unwrap();
    let url = "https://broker.example/?oin=00000099000000002000";
    for (digikoppeling, zin) in [
        (Digikoppeling { ca: leeg.clone(), ..goed.clone() }, "digikoppeling.ca"),
        (Digikoppeling { sleutel: leeg, ..goed.clone() }, "digikoppeling.certificaat and .sleutel"),
    ] {
        let fout = suwiml(&met(url, Some(digikoppeling))).err().expect("a mistake");
        assert!(fout.starts_with("registraties.brv.") && fout.contains(zin), "{fout}");
    }
}
