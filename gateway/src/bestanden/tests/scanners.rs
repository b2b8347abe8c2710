//! clamd: one of our own making that says what the test wants, and a real one where it is installed.

use super::*;
use crate::config::Scanneradres;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpListener, UnixListener, UnixStream};
use tokio::process::{Child, Command};

const RUIM: Duration = Duration::from_mins(1);

/// The test file of all virus scanners; in two halves, so that it is not found in this file.
fn eicar() -> Vec<u8> {
    let helften = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];
    helften.concat().into_bytes()
}

/// Reads one file as clamd does, up to `genoeg` bytes, and answers.
async fn speel(mut lijn: impl AsyncRead + AsyncWrite + Unpin, genoeg: usize, antwoord: &[u8]) -> Vec<u8> {
    let mut opdracht = [0; 10];
    lijn.read_exact(&mut opdracht).await.unwrap();
    assert_eq!(&opdracht, b"zINSTREAM\0");
    let mut inhoud = Vec::new();
    loop {
        let lengte = usize::try_from(lijn.read_u32().await.unwrap()).unwrap();
        if lengte == 0 || inhoud.len() + lengte > genoeg {
            break;
        }
        let begin = inhoud.len();
        inhoud.resize(begin + lengte, 0);
        lijn.read_exact(&mut inhoud[begin..]).await.unwrap();
    }
    lijn.write_all(antwoord).await.unwrap();
    inhoud
}

/// What becomes of a file when clamd answers so, and what clamd got.
async fn met_antwoord(
    bytes: &[u8],
    genoeg: usize,
    antwoord: &'static [u8],
) -> (Result<(), BestandFout>, Vec<u8>) {
    let deur = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let scanner = Scanner::clamd(Scanneradres::Tcp(deur.local_addr().unwrap().to_string()), RUIM);
    let clamd = tokio::spawn(async move { speel(deur.accept().await.unwrap().0, genoeg, antwoord).await });
    (scanner.scan(bytes).await, clamd.await.unwrap())
}

#[tokio::test]
async fn sends_the_whole_file_and_believes_only_ok() {
    let bytes: Vec<u8> = (0..200_000_u32).map(|nummer| nummer.to_le_bytes()[1]).collect();
    let (uitkomst, gekregen) = met_antwoord(&bytes, usize::MAX, b"stream: OK\0").await;
    assert_eq!(uitkomst, Ok(()));
    assert!(gekregen == bytes);

    let (uitkomst, _) = met_antwoord(&bytes, usize::MAX, b"stream: Win.Test.EICAR_HDB-1 FOUND\0").await;
    assert_eq!(uitkomst, Err(BestandFout::Virus("Win.Test.EICAR_HDB-1".into())));

    for antwoord in [
        b"stream: OK".as_slice(),
        b"stream: OK FOUND?\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"OK\0",
        b"\0",
        b"",
    ] {
        let (uitkomst, _) = met_antwoord(&bytes, usize::MAX, antwoord).await;
        assert_eq!(uitkomst, Err(ScannerFout::Onverwacht.into()), "{}", String::from_utf8_lossy(antwoord));
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_for_the_scanner_is_not_taken() {
    let antwoord = b"INSTREAM size limit exceeded. ERROR\0";
    let (uitkomst, _) = met_antwoord(&vec![7; 100_000], 50_000, antwoord).await;
    assert_eq!(uitkomst, Err(ScannerFout::TeGroot.into()));
}

#[tokio::test]
async fn no_file_is_taken_when_the_scanner_is_down() {
    let deur = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adres = deur.local_addr().unwrap().to_string();
    drop(deur);
    for adres in [Scanneradres::Tcp(adres), Scanneradres::Unix("/nonexistent/clamd.ctl".into())] {
        let keurmeester = Keurmeester::nieuw(Scanner::clamd(adres, RUIM), 1);
        let fout = keurmeester.keur("foto", png()).await.unwrap_err();
        assert!(matches!(fout, BestandFout::NietGecontroleerd(ScannerFout::Onbereikbaar(_))), "{fout}");
        assert!(fout.uitleg().contains("kan nu niet gecontroleerd worden"));
    }
}

/// The clock runs ahead by itself as soon as nothing else happens.
#[tokio::test(start_paused = true)]
async fn no_file_is_taken_when_the_scanner_does_not_answer() {
    let deur = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adres = Scanneradres::Tcp(deur.local_addr().unwrap().to_string());
    let uitkomst = Scanner::clamd(adres, Duration::from_secs(1)).scan(b"x").await;
    assert_eq!(uitkomst, Err(ScannerFout::TeLaat.into()));
}

#[tokio::test]
async fn speaks_over_a_socket_in_the_file_system() {
    let map = tempfile::tempdir().unwrap();
    let pad = map.path().join("clamd.ctl");
    let deur = UnixListener::bind(&pad).unwrap();
    let clamd =
        tokio::spawn(async move { speel(deur.accept().await.unwrap().0, usize::MAX, b"stream: OK\0").await });
    assert_eq!(Scanner::clamd(Scanneradres::Unix(pad), RUIM).scan(b"akte").await, Ok(()));
    assert_eq!(clamd.await.unwrap(), b"akte");
}

#[tokio::test]
async fn without_a_scanner_every_file_passes() {
    assert_eq!(Scanner::geen().scan(&eicar()).await, Ok(()));
}

/// A clamd of our own, with a database of one signature. `None` when it is not installed.
async fn echte_clamd(map: &Path) -> Option<(Child, Scanner)> {
    let programma =
        ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd"];
    let programma = programma.into_iter().find(|pad| Path::new(pad).is_file())?;
    let hex = eicar().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    std::fs::create_dir(map.join("db")).unwrap();
    std::fs::write(map.join("db/eicar.ndb"), format!("Eicar-Test:0:*:{hex}\n")).unwrap();
    let (pad, map) = (map.join("clamd.ctl"), map.display());
    let instellingen = format!(
        "Foreground yes\nLocalSocket {}\nDatabaseDirectory {map}/db\nTemporaryDirectory {map}\nStreamMaxLength 1M\n",
        pad.display()
    );
    std::fs::write(format!("{map}/clamd.conf"), instellingen).unwrap();
    let mut clamd = Command::new(programma)
        .arg(format!("--config-file={map}/clamd.conf"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    // It tells what it does, before and after it begins to listen.
    let mut regels = BufReader::new(clamd.stdout.take().unwrap()).lines();
    let mut gezegd = String::new();
    while UnixStream::connect(&pad).await.is_err() {
        let regel = regels.next_line().await.unwrap();
        gezegd += &regel.unwrap_or_else(|| panic!("clamd ended: {gezegd}"));
    }
    // Somebody has to go on listening, or it stands still.
    tokio::spawn(async move { while let Ok(Some(_)) = regels.next_line().await {} });
    Some((clamd, Scanner::clamd(Scanneradres::Unix(pad), RUIM)))
}

#[tokio::test]
async fn a_real_clamd_finds_the_test_virus() {
    let map = tempfile::tempdir().unwrap();
    let Some((_clamd, scanner)) = echte_clamd(map.path()).await else {
        eprintln!("skipped: there is no clamd here (apt-get install clamav-daemon)");
        return;
    };
    assert_eq!(scanner.scan(&png()).await, Ok(()));
    assert_eq!(scanner.scan(&pdfs::pdf("")).await, Ok(()));
    let fout = scanner.scan(&eicar()).await.unwrap_err();
    assert!(matches!(&fout, BestandFout::Virus(naam) if naam.starts_with("Eicar-Test")), "{fout}");
    assert_eq!(scanner.scan(&vec![b' '; 2_000_000]).await, Err(ScannerFout::TeGroot.into()));

    let keurmeester = Keurmeester::nieuw(scanner, 1);
    let besmet =
        pdfs::pdf(&format!("<< /Length 68 >>\nstream\n{}\nendstream", String::from_utf8(eicar()).unwrap()));
    assert!(keur("akte", besmet.clone()).is_ok());
    assert!(matches!(keurmeester.keur("akte", besmet).await, Err(BestandFout::Virus(_))));
    assert!(keurmeester.keur("foto", png()).await.is_ok());
}
