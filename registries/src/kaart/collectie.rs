//! Which collections there are, each under the base of the PDOK service that has it.

use super::crs::{CRS84, RD};
use serde_json::{Value, json};

/// One service of PDOK.
pub(super) struct Dienst {
    /// Its path below [`super::PAD`].
    pub(super) pad: &'static str,
    pub(super) titel: &'static str,
    pub(super) collecties: &'static [Collectie],
}

pub(super) struct Collectie {
    /// Also the kind of its documents.
    pub(super) id: &'static str,
    titel: &'static str,
    /// Properties that features can be selected by.
    pub(super) zoekbaar: &'static [&'static str],
}

pub(super) const DIENSTEN: [Dienst; 3] = [
    Dienst {
        pad: "/kadaster/bag/ogc/v2",
        titel: "Basisregistratie Adressen en Gebouwen",
        collecties: &[Collectie { id: "pand", titel: "Panden", zoekbaar: &["identificatie"] }],
    },
    Dienst {
        pad: "/kadaster/brk-kadastrale-kaart/ogc/v1",
        titel: "Kadastrale kaart",
        collecties: &[Collectie { id: "perceel", titel: "Percelen", zoekbaar: &["identificatie_lokaal_id"] }],
    },
    Dienst {
        pad: "/lv/bgt/ogc/v1",
        titel: "Basisregistratie Grootschalige Topografie",
        collecties: &[
            Collectie { id: "wegdeel", titel: "Wegdelen", zoekbaar: &[] },
            Collectie { id: "waterdeel", titel: "Waterdelen", zoekbaar: &[] },
            Collectie { id: "begroeidterreindeel", titel: "Begroeide terreindelen", zoekbaar: &[] },
        ],
    },
];

/// What the server keeps to.
const CONFORMITEIT: [&str; 4] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
];

impl Dienst {
    pub(super) fn collectie(&self, id: &str) -> Option<&'static Collectie> {
        self.collecties.iter().find(|collectie| collectie.id == id)
    }

    /// The landing page. `basis` is the whole URL of the service.
    pub(super) fn welkom(&self, basis: &str) -> Value {
        json!({
            "title": self.titel,
            "description": "Invented data for demonstration.",
            "links": [
                link(basis, "self", "application/json"),
                link(&format!("{basis}/api"), "service-desc", "application/vnd.oai.openapi+json;version=3.0"),
                link(&format!("{basis}/conformance"), "conformance", "application/json"),
                link(&format!("{basis}/collections"), "data", "application/json"),
            ],
        })
    }

    pub(super) fn conformiteit() -> Value {
        json!({ "conformsTo": CONFORMITEIT })
    }

    pub(super) fn alle_collecties(&self, basis: &str) -> Value {
        let collecties: Vec<Value> = self.collecties.iter().map(|collectie| collectie.json(basis)).collect();
        json!({
            "links": [link(&format!("{basis}/collections"), "self", "application/json")],
            "collections": collecties,
        })
    }

    /// The description of the API, as `service-desc` links to it.
    pub(super) fn openapi(&self, basis: &str) -> Value {
        let pad =
            |naam: &str| json!({"get": {"operationId": naam, "responses": {"200": {"description": "OK"}}}});
        let mut paden = json!({
            "/": pad("landing"), "/conformance": pad("conformance"), "/collections": pad("collections"),
        });
        for collectie in self.collecties {
            let (id, items) = (collectie.id, format!("/collections/{}/items", collectie.id));
            paden[format!("/collections/{id}")] = pad(&format!("{id}.collection"));
            paden[&items] = pad(&format!("{id}.items"));
            let mut een = pad(&format!("{id}.item"));
            een["parameters"] = json!([
                {"name": "featureId", "in": "path", "required": true, "schema": {"type": "string"}},
            ]);
            paden[format!("{items}/{{featureId}}")] = een;
        }
        json!({
            "openapi": "3.0.3",
            "info": {"title": self.titel, "version": "1.0.0"},
            "servers": [{"url": basis}],
            "paths": paden,
        })
    }
}

impl Collectie {
    pub(super) fn json(&self, basis: &str) -> Value {
        let pad = format!("{basis}/collections/{}", self.id);
        json!({
            "id": self.id,
            "title": self.titel,
            "itemType": "feature",
            "extent": {"spatial": {"bbox": [[3.2, 50.7, 7.3, 53.6]], "crs": CRS84}},
            "crs": [CRS84, RD],
            "storageCrs": RD,
            "links": [
                link(&pad, "self", "application/json"),
                link(&format!("{pad}/items"), "items", "application/geo+json"),
            ],
        })
    }
}

pub(super) fn link(href: &str, rel: &str, soort: &str) -> Value {
    json!({"href": href, "rel": rel, "type": soort})
}
