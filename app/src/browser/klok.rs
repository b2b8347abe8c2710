//! The clock of the device. Only for how much time has passed: what time it is, the server says.

/// Milliseconds; jumps ahead when the device wakes from sleep, which is what a session needs.
pub fn nu_ms() -> f64 {
    js_sys::Date::now()
}
