//! Reading the command line: a handful of options do not need a library.

use anyhow::{Context, Result, bail};

/// What follows the command, taken out option by option; [`Args::end`] refuses what is left.
pub(crate) struct Args(Vec<String>);

impl Args {
    pub(crate) fn new(arguments: impl Iterator<Item = String>) -> Self {
        Self(arguments.collect())
    }

    /// Whether the option is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// The value of `name VALUE` or `name=VALUE`, if the option is there.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        let Some(place) =
            self.0.iter().position(|argument| argument == name || argument.starts_with(&prefix))
        else {
            return Ok(None);
        };
        let argument = self.0.remove(place);
        if let Some(value) = argument.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if place >= self.0.len() {
            bail!("{name} asks for a value");
        }
        Ok(Some(self.0.remove(place)))
    }

    /// The value of an option that is a number.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u16>> {
        let parse =
            |text: String| text.parse().with_context(|| format!("{name} asks for a number, not '{text}'"));
        self.value(name)?.map(parse).transpose()
    }

    /// The value of an option that is a list with commas.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<String>> {
        let text = self.value(name)?.unwrap_or_default();
        Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    /// Refuses what nobody took.
    pub(crate) fn end(&self) -> Result<()> {
        match self.0.first() {
            Some(first) => bail!("'{first}' is not understood here; `cargo xtask help` tells the options"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Args {
        Args::new(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_options_in_both_forms_and_any_order() {
        let mut args = args("--port=81 --keep-going --only fmt,tidy");
        assert_eq!(args.list("--only").unwrap(), ["fmt", "tidy"]);
        assert!(args.flag("--keep-going"));
        assert!(!args.flag("--keep-going"));
        assert_eq!(args.number("--port").unwrap(), Some(81));
        assert_eq!(args.number("--port").unwrap(), None);
        assert!(args.end().is_ok());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args("--por 80").end().is_err());
        assert!(args("--port").number("--port").is_err());
        assert!(args("--port x").number("--port").is_err());
    }
}
