//! The migrations, compiled in. Adding one is adding a file and a line here; a released one never changes.

use super::Motor;
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// A numbered SQL text; numbers are unique over the shared and the engine's own migrations together.
type Migratie = (i64, &'static str, &'static str);

const GEDEELD: &[Migratie] = &[
    (1, "sessies", include_str!("../../migrations/gedeeld/0001_sessies.sql")),
    (2, "uitbak", include_str!("../../migrations/gedeeld/0002_uitbak.sql")),
    (3, "logboek", include_str!("../../migrations/gedeeld/0003_logboek.sql")),
    (5, "onderhoud", include_str!("../../migrations/gedeeld/0005_onderhoud.sql")),
    (6, "logboek keten", include_str!("../../migrations/gedeeld/0006_logboek_keten.sql")),
    (10, "verzoeken", include_str!("../../migrations/gedeeld/0010_verzoeken.sql")),
    (12, "berichten", include_str!("../../migrations/gedeeld/0012_berichten.sql")),
    (13, "correcties", include_str!("../../migrations/gedeeld/0013_correcties.sql")),
    (20, "bewaren", include_str!("../../migrations/gedeeld/0020_bewaren.sql")),
    (22, "eerste gebruik", include_str!("../../migrations/gedeeld/0022_eerste_gebruik.sql")),
    (23, "logboek soorten", include_str!("../../migrations/gedeeld/0023_logboek_soorten.sql")),
];

const SQLITE: &[Migratie] = &[
    (
        4,
        "logboek alleen toevoegen",
        include_str!("../../migrations/sqlite/0004_logboek_alleen_toevoegen.sql"),
    ),
    (7, "logboek regels", include_str!("../../migrations/sqlite/0007_logboek_regels.sql")),
    (
        11,
        "stappen alleen toevoegen",
        include_str!("../../migrations/sqlite/0011_stappen_alleen_toevoegen.sql"),
    ),
    (14, "correcties", include_str!("../../migrations/sqlite/0014_correcties.sql")),
    (21, "bewaren", include_str!("../../migrations/sqlite/0021_bewaren.sql")),
];

const POSTGRES: &[Migratie] = &[
    (
        4,
        "logboek alleen toevoegen",
        include_str!("../../migrations/postgres/0004_logboek_alleen_toevoegen.sql"),
    ),
    (7, "logboek regels", include_str!("../../migrations/postgres/0007_logboek_regels.sql")),
    (
        11,
        "stappen alleen toevoegen",
        include_str!("../../migrations/postgres/0011_stappen_alleen_toevoegen.sql"),
    ),
    (14, "correcties", include_str!("../../migrations/postgres/0014_correcties.sql")),
    (21, "bewaren", include_str!("../../migrations/postgres/0021_bewaren.sql")),
];

/// All migrations for one engine, in order.
pub(super) fn voor(motor: Motor) -> Migrator {
    let eigen = match motor {
        Motor::Sqlite => SQLITE,
        Motor::Postgres => POSTGRES,
    };
    let migraties = GEDEELD.iter().chain(eigen).map(|&(versie, naam, sql)| {
        Migration::new(versie, naam.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let mut migraties: Vec<Migration> = migraties.collect();
    migraties.sort_by_key(|migratie| migratie.version);
    Migrator::with_migrations(migraties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_have_the_same_numbers_once_each() {
        let nummers = |motor| voor(motor).iter().map(|migratie| migratie.version).collect::<Vec<_>>();
        let sqlite = nummers(Motor::Sqlite);
        assert!(sqlite.is_sorted_by(|een, volgende| een < volgende), "{sqlite:?}");
        assert_eq!(sqlite, nummers(Motor::Postgres));
    }
}
