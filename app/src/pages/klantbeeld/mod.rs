use leptos::prelude::*;

#[component]
pub fn Pagina() -> impl IntoView {}
