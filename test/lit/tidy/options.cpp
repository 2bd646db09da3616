// REQUIRES: tidy
// A relative model file is looked for beside the source and above, wherever clang-tidy is started.
// RUN: cd %T && %tidy --config='{CheckOptions: {Models: tidy/Inputs/jobs.yaml, ReportScratch: true}}' %s -- 2>&1 \
// RUN:   | FileCheck --check-prefix=SCRATCH %s
// RUN: %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml}}' %s -- 2>&1 \
// RUN:   | FileCheck --allow-empty --check-prefix=SILENT %s
// Without the model nobody knows that it is a pool.
// RUN: %tidy --config='{CheckOptions: {ReportScratch: true}}' %s -- 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s
// SILENT-NOT: tidepool-
// Settings of one check are that check's only.
// RUN: %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml, tidepool-missing-remove.ReportScratch: true}}' %s -- 2>&1 \
// RUN:   | FileCheck --check-prefix=SCRATCH %s
// RUN: %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml, tidepool-set-null.ReportScratch: true}}' %s -- 2>&1 \
// RUN:   | FileCheck --allow-empty --check-prefix=SILENT %s

// Wrong values and files are errors of the configuration, each said once.
// RUN: not %tidy --config='{CheckOptions: {Models: missing.yaml}}' %s -- 2>&1 | FileCheck --check-prefix=MISSING %s
// MISSING: error: cannot read the model file 'missing.yaml' named by the option 'Models': {{.*}} [clang-tidy-config]
// MISSING-NOT: missing.yaml
// RUN: not %tidy --config='{CheckOptions: {Models: Inputs/wrong.yaml}}' %s -- 2>&1 | FileCheck --check-prefix=WRONG %s
// WRONG: error: {{.*}}wrong.yaml:3{{.*}}submit{{.*}} [clang-tidy-config]
// RUN: %tidy --config='{CheckOptions: {Confidence: sure}}' %s -- 2>&1 | FileCheck --check-prefix=CONFIDENCE %s
// CONFIDENCE: warning: invalid configuration value 'sure' for option 'Confidence' [clang-tidy-config]
#include "Inputs/jobs.h"

static thread_local char line[80];

static int format(int number) {
  // SCRATCH: options.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}line{{.*}} [tidepool-missing-remove]
  line[0] = static_cast<char>(number);
  return line[0];
}

void serve(int number) {
  jobs::post([number] { format(number); });
}
