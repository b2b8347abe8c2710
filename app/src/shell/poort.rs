//! Who may see which page, and where to go otherwise.

use crate::browser::pagina;
use crate::pages::fout::SessieStoring;
use crate::session::{self, Inlog, Reden};
use crate::taal::{t, use_i18n};
use contract::routes::{Pagina, is_besloten};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Whether the page at this path is only for who is not logged in.
fn voor_buiten(pad: &str) -> bool {
    [Pagina::Inloggen, Pagina::Uitgelogd].into_iter().any(|pagina| pagina.pad() == pad)
}

/// A path of this app to come back to. Anything else ("//elders.example", "https:…") is not followed.
pub fn veilig_pad(tekst: &str) -> Option<&str> {
    let eigen = tekst.starts_with('/') && !tekst.starts_with("//") && !tekst.contains('\\');
    eigen.then_some(tekst)
}

/// Sends the person to where they can be: to the login page, to the page that says why the session ended, or into
/// the app again.
pub fn bewaak() {
    let sessie = session::gebruik();
    let plaats = use_location();
    let navigeer = use_navigate();
    let in_plaats_van = NavigateOptions { replace: true, ..NavigateOptions::default() };
    Effect::new(move || {
        let pad = plaats.pathname.get();
        let naar = match sessie.inlog() {
            Inlog::Uitgelogd if is_besloten(&pad) => {
                let terug = pagina::in_query(&pagina::pad());
                match sessie.neem_reden() {
                    None => format!("{}?terug={terug}", Pagina::Inloggen.pad()),
                    Some(Reden::Zelf) => Pagina::Uitgelogd.pad().to_owned(),
                    Some(Reden::Verlopen) => {
                        format!("{}?reden=verlopen&terug={terug}", Pagina::Uitgelogd.pad())
                    }
                }
            }
            Inlog::Ingelogd if voor_buiten(&pad) => {
                let terug = plaats.query.with_untracked(|query| query.get("terug"));
                let terug = terug.as_deref().and_then(veilig_pad).unwrap_or(Pagina::Overzicht.pad());
                terug.to_owned()
            }
            _ => return,
        };
        navigeer(&naar, in_plaats_van.clone());
    });
}

/// A page that shows something about a person: only as long as that person is logged in.
#[component]
pub fn Besloten<P, V>(pagina: P) -> impl IntoView
where
    P: Fn() -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let i18n = use_i18n();
    let sessie = session::gebruik();
    move || match sessie.inlog() {
        Inlog::Ingelogd => pagina().into_any(),
        Inlog::Onbekend => view! { <p role="status">{t!(i18n, shell.laden)}</p> }.into_any(),
        Inlog::Storing => view! { <SessieStoring /> }.into_any(),
        // On the way to another page, or out.
        Inlog::Uitgelogd | Inlog::Vertrekt | Inlog::UitloggenMislukt => ().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_to_a_path_of_this_app_only() {
        assert_eq!(veilig_pad("/klantbeeld?thema=wonen"), Some("/klantbeeld?thema=wonen"));
        for elders in [
            "",
            "klantbeeld",
            "//elders.example",
            "/\\elders.example",
            "https://elders.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(veilig_pad(elders), None, "{elders}");
        }
    }

    #[test]
    fn a_page_about_a_person_is_closed_and_one_about_nobody_is_for_everybody() {
        for pagina in Pagina::ALLE {
            let pad = pagina.pad();
            let [een, geen] = [is_besloten(pad), voor_buiten(pad)];
            let over_niemand = pagina == Pagina::Verwerkingsactiviteiten;
            assert_eq!((een || geen, een && geen), (!over_niemand, false), "{pad}");
        }
        assert!(!is_besloten("/bestaat-niet"));
    }
}
