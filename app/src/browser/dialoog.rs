//! The browser's own modal dialog: it traps the focus, makes the rest inert and gives the focus back.

use web_sys::HtmlDialogElement;

pub fn zet_open(dialoog: &HtmlDialogElement, open: bool) {
    if open && !dialoog.open() {
        // Fails only for a dialog that is not in the document; then there is nobody to warn.
        let _ = dialoog.show_modal();
    } else if !open {
        dialoog.close();
    }
}
