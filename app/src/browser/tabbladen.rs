//! Messages between the tabs of this portal on this device.

use crate::browser::luister::Luisteraar;
use web_sys::BroadcastChannel;

/// An open line to the other tabs. A tab does not hear itself.
pub struct Tabbladen {
    kanaal: Option<BroadcastChannel>,
    _luisteraar: Option<Luisteraar>,
}

impl Tabbladen {
    /// Opens the line `naam`; `bij` gets the text of each message.
    pub fn open(naam: &str, mut bij: impl FnMut(String) + 'static) -> Self {
        // A sandboxed document may not open one: then this tab follows at its next check of the session.
        let Ok(kanaal) = BroadcastChannel::new(naam) else {
            return Tabbladen { kanaal: None, _luisteraar: None };
        };
        let luisteraar = Luisteraar::van(kanaal.clone().into(), "message", move |gebeurtenis| {
            if let Some(tekst) = super::tekst_van(&gebeurtenis) {
                bij(tekst);
            }
        });
        Tabbladen { kanaal: Some(kanaal), _luisteraar: Some(luisteraar) }
    }

    pub fn zeg(&self, tekst: &str) {
        if let Some(kanaal) = &self.kanaal {
            let _ = kanaal.post_message(&tekst.into());
        }
    }
}

impl Drop for Tabbladen {
    fn drop(&mut self) {
        if let Some(kanaal) = &self.kanaal {
            kanaal.close();
        }
    }
}
