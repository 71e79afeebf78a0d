//! The workflows of the repository: that they are YAML, take only what is pinned, may do only what they say, and put nothing that
//! somebody else wrote into a script.

use std::fs;
use std::path::Path;

use serde_json::Value;

type Done = Result<(), Box<dyn std::error::Error>>;

/// Every workflow, with the name of its file.
fn workflows() -> Result<Vec<(String, Value)>, Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let mut workflows = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        workflows.push((path.display().to_string(), serde_yaml::from_str(&fs::read_to_string(&path)?)?));
    }
    Ok(workflows)
}

/// The jobs of a workflow, and the steps of each.
fn jobs(workflow: &Value) -> Vec<(&Value, &[Value])> {
    let jobs = workflow["jobs"].as_object().into_iter().flat_map(|jobs| jobs.values());
    jobs.map(|job| (job, job["steps"].as_array().map_or(&[][..], Vec::as_slice))).collect()
}

#[test]
fn actions_are_pinned_and_scripts_hold_no_text_of_others() -> Done {
    let workflows = workflows()?;
    assert!(!workflows.is_empty());
    for (name, workflow) in &workflows {
        for step in jobs(workflow).iter().flat_map(|(_, steps)| *steps) {
            if let Some(action) = step["uses"].as_str() {
                let commit = action.split_once('@').map(|(_, commit)| commit).unwrap_or_default();
                assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {action}");
            }
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{name}: {script}");
            assert!(script.is_empty() || script.starts_with("set -euo pipefail\n"), "{name}: {script}");
        }
    }
    Ok(())
}

/// What may write runs no code of the pull request.
#[test]
fn jobs_may_do_only_what_they_need() -> Done {
    for (name, workflow) in &workflows()? {
        assert_eq!(workflow["permissions"], serde_json::json!({}), "{name}");
        assert!(workflow["on"].get("pull_request_target").is_none(), "{name}");
        for (job, steps) in jobs(workflow) {
            let permissions = job["permissions"].as_object().ok_or("permissions")?;
            let writes = permissions.values().any(|level| level == "write");
            let uses = |action: &str| {
                steps.iter().any(|step| step["uses"].as_str().is_some_and(|uses| uses.starts_with(action)))
            };
            let builds = steps.iter().any(|step| step["run"].as_str().is_some_and(|script| script.contains("cargo")));
            assert!(!writes || !(uses("actions/checkout@") || builds), "{name}: {permissions:?}");
            assert!(job["timeout-minutes"].is_number(), "{name}");
            for step in steps
                .iter()
                .filter(|step| step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout@")))
            {
                assert_eq!(step["with"]["persist-credentials"], false, "{name}");
            }
        }
    }
    Ok(())
}
