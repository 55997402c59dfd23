// Written by script/embed-suite.
#include "SuiteArchive.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../fixtures/images/page.pdf" if_empty(0)
};

static const unsigned char file1[] = {
#embed "../../fixtures/images/square.gif" if_empty(0)
};

static const unsigned char file2[] = {
#embed "../../fixtures/images/square.jpg" if_empty(0)
};

static const unsigned char file3[] = {
#embed "../../fixtures/images/square.png" if_empty(0)
};

static const unsigned char file4[] = {
#embed "../../fixtures/images/square.webp" if_empty(0)
};

static const unsigned char file5[] = {
#embed "../../fixtures/requests/base.yaml" if_empty(0)
};

static const unsigned char file6[] = {
#embed "../../fixtures/requests/batches.yaml" if_empty(0)
};

static const unsigned char file7[] = {
#embed "../../fixtures/requests/claude-code-tools.yaml" if_empty(0)
};

static const unsigned char file8[] = {
#embed "../../fixtures/requests/claude-code.yaml" if_empty(0)
};

static const unsigned char file9[] = {
#embed "../../fixtures/requests/combined.yaml" if_empty(0)
};

static const unsigned char file10[] = {
#embed "../../fixtures/requests/contents.yaml" if_empty(0)
};

static const unsigned char file11[] = {
#embed "../../fixtures/requests/files.yaml" if_empty(0)
};

static const unsigned char file12[] = {
#embed "../../fixtures/requests/images.yaml" if_empty(0)
};

static const unsigned char file13[] = {
#embed "../../fixtures/requests/picture.yaml" if_empty(0)
};

static const unsigned char file14[] = {
#embed "../../fixtures/requests/preconditions.yaml" if_empty(0)
};

static const unsigned char file15[] = {
#embed "../../fixtures/requests/schemas.yaml" if_empty(0)
};

static const unsigned char file16[] = {
#embed "../../fixtures/requests/sdk.yaml" if_empty(0)
};

static const unsigned char file17[] = {
#embed "../../fixtures/requests/stop.yaml" if_empty(0)
};

static const unsigned char file18[] = {
#embed "../../fixtures/requests/structured.yaml" if_empty(0)
};

static const unsigned char file19[] = {
#embed "../../fixtures/requests/system.yaml" if_empty(0)
};

static const unsigned char file20[] = {
#embed "../../fixtures/requests/text.yaml" if_empty(0)
};

static const unsigned char file21[] = {
#embed "../../fixtures/requests/thinking.yaml" if_empty(0)
};

static const unsigned char file22[] = {
#embed "../../fixtures/requests/threads.yaml" if_empty(0)
};

static const unsigned char file23[] = {
#embed "../../fixtures/requests/tools.yaml" if_empty(0)
};

static const unsigned char file24[] = {
#embed "../../fixtures/requests/turns.yaml" if_empty(0)
};

static const unsigned char file25[] = {
#embed "../../specs/cases/auth/accepted-beside-messages.yaml" if_empty(0)
};

static const unsigned char file26[] = {
#embed "../../specs/cases/auth/accepted.yaml" if_empty(0)
};

static const unsigned char file27[] = {
#embed "../../specs/cases/auth/off.yaml" if_empty(0)
};

static const unsigned char file28[] = {
#embed "../../specs/cases/auth/refused-beside-messages.yaml" if_empty(0)
};

static const unsigned char file29[] = {
#embed "../../specs/cases/auth/refused.yaml" if_empty(0)
};

static const unsigned char file30[] = {
#embed "../../specs/cases/basics/minimal.yaml" if_empty(0)
};

static const unsigned char file31[] = {
#embed "../../specs/cases/batches/batches.yaml" if_empty(0)
};

static const unsigned char file32[] = {
#embed "../../specs/cases/body/json.yaml" if_empty(0)
};

static const unsigned char file33[] = {
#embed "../../specs/cases/body/messages.yaml" if_empty(0)
};

static const unsigned char file34[] = {
#embed "../../specs/cases/body/optional-fields.yaml" if_empty(0)
};

static const unsigned char file35[] = {
#embed "../../specs/cases/body/required-fields.yaml" if_empty(0)
};

static const unsigned char file36[] = {
#embed "../../specs/cases/body/sampling.yaml" if_empty(0)
};

static const unsigned char file37[] = {
#embed "../../specs/cases/claude-code/start.yaml" if_empty(0)
};

static const unsigned char file38[] = {
#embed "../../specs/cases/claude-code/turns.yaml" if_empty(0)
};

static const unsigned char file39[] = {
#embed "../../specs/cases/count_tokens/beside-messages.yaml" if_empty(0)
};

static const unsigned char file40[] = {
#embed "../../specs/cases/count_tokens/counting.yaml" if_empty(0)
};

static const unsigned char file41[] = {
#embed "../../specs/cases/errors/malformed.yaml" if_empty(0)
};

static const unsigned char file42[] = {
#embed "../../specs/cases/errors/overload.yaml" if_empty(0)
};

static const unsigned char file43[] = {
#embed "../../specs/cases/errors/timing.yaml" if_empty(0)
};

static const unsigned char file44[] = {
#embed "../../specs/cases/errors/unharmed.yaml" if_empty(0)
};

static const unsigned char file45[] = {
#embed "../../specs/cases/files/files.yaml" if_empty(0)
};

static const unsigned char file46[] = {
#embed "../../specs/cases/headers/request-ids.yaml" if_empty(0)
};

static const unsigned char file47[] = {
#embed "../../specs/cases/http/bodies.yaml" if_empty(0)
};

static const unsigned char file48[] = {
#embed "../../specs/cases/http/browsers.yaml" if_empty(0)
};

static const unsigned char file49[] = {
#embed "../../specs/cases/http/connection.yaml" if_empty(0)
};

static const unsigned char file50[] = {
#embed "../../specs/cases/http/counting.yaml" if_empty(0)
};

static const unsigned char file51[] = {
#embed "../../specs/cases/http/negotiation.yaml" if_empty(0)
};

static const unsigned char file52[] = {
#embed "../../specs/cases/http/paths.yaml" if_empty(0)
};

static const unsigned char file53[] = {
#embed "../../specs/cases/http/text.yaml" if_empty(0)
};

static const unsigned char file54[] = {
#embed "../../specs/cases/models/models.yaml" if_empty(0)
};

static const unsigned char file55[] = {
#embed "../../specs/cases/response/content.yaml" if_empty(0)
};

static const unsigned char file56[] = {
#embed "../../specs/cases/response/identity.yaml" if_empty(0)
};

static const unsigned char file57[] = {
#embed "../../specs/cases/response/usage.yaml" if_empty(0)
};

static const unsigned char file58[] = {
#embed "../../specs/cases/sdk/headers.yaml" if_empty(0)
};

static const unsigned char file59[] = {
#embed "../../specs/cases/sdk/tool-runner.yaml" if_empty(0)
};

static const unsigned char file60[] = {
#embed "../../specs/cases/skills/skills.yaml" if_empty(0)
};

static const unsigned char file61[] = {
#embed "../../specs/cases/sse-errors/mid-stream.yaml" if_empty(0)
};

static const unsigned char file62[] = {
#embed "../../specs/cases/sse-grammar/endings.yaml" if_empty(0)
};

static const unsigned char file63[] = {
#embed "../../specs/cases/sse-thinking/stream.yaml" if_empty(0)
};

static const unsigned char file64[] = {
#embed "../../specs/cases/sse-tools/parity.yaml" if_empty(0)
};

static const unsigned char file65[] = {
#embed "../../specs/cases/sse/liveness.yaml" if_empty(0)
};

static const unsigned char file66[] = {
#embed "../../specs/cases/sse/refused.yaml" if_empty(0)
};

static const unsigned char file67[] = {
#embed "../../specs/cases/stop/context.yaml" if_empty(0)
};

static const unsigned char file68[] = {
#embed "../../specs/cases/stop/max-tokens.yaml" if_empty(0)
};

static const unsigned char file69[] = {
#embed "../../specs/cases/stop/sequences.yaml" if_empty(0)
};

static const unsigned char file70[] = {
#embed "../../specs/cases/structured/format.yaml" if_empty(0)
};

static const unsigned char file71[] = {
#embed "../../specs/cases/system/between-turns.yaml" if_empty(0)
};

static const unsigned char file72[] = {
#embed "../../specs/cases/system/cache.yaml" if_empty(0)
};

static const unsigned char file73[] = {
#embed "../../specs/cases/system/forms.yaml" if_empty(0)
};

static const unsigned char file74[] = {
#embed "../../specs/cases/system/obeyed.yaml" if_empty(0)
};

static const unsigned char file75[] = {
#embed "../../specs/cases/thinking/modes.yaml" if_empty(0)
};

static const unsigned char file76[] = {
#embed "../../specs/cases/thinking/refused.yaml" if_empty(0)
};

static const unsigned char file77[] = {
#embed "../../specs/cases/thinking/replay.yaml" if_empty(0)
};

static const unsigned char file78[] = {
#embed "../../specs/cases/threads/threads.yaml" if_empty(0)
};

static const unsigned char file79[] = {
#embed "../../specs/cases/tool_choice/forced.yaml" if_empty(0)
};

static const unsigned char file80[] = {
#embed "../../specs/cases/tool_choice/open.yaml" if_empty(0)
};

static const unsigned char file81[] = {
#embed "../../specs/cases/tool_choice/refused.yaml" if_empty(0)
};

static const unsigned char file82[] = {
#embed "../../specs/cases/tool_result/forms.yaml" if_empty(0)
};

static const unsigned char file83[] = {
#embed "../../specs/cases/tool_result/pairing.yaml" if_empty(0)
};

static const unsigned char file84[] = {
#embed "../../specs/cases/tool_result/round-trip.yaml" if_empty(0)
};

static const unsigned char file85[] = {
#embed "../../specs/cases/tool_use/calls.yaml" if_empty(0)
};

static const unsigned char file86[] = {
#embed "../../specs/cases/tool_use/contents.yaml" if_empty(0)
};

static const unsigned char file87[] = {
#embed "../../specs/cases/tool_use/parallel.yaml" if_empty(0)
};

static const unsigned char file88[] = {
#embed "../../specs/cases/tools/definitions.yaml" if_empty(0)
};

static const unsigned char file89[] = {
#embed "../../specs/cases/tools/refused.yaml" if_empty(0)
};

static const unsigned char file90[] = {
#embed "../../specs/cases/tools/schemas.yaml" if_empty(0)
};

static const unsigned char file91[] = {
#embed "../../specs/cases/turns/cache-control.yaml" if_empty(0)
};

static const unsigned char file92[] = {
#embed "../../specs/cases/turns/copies.yaml" if_empty(0)
};

static const unsigned char file93[] = {
#embed "../../specs/cases/turns/fields.yaml" if_empty(0)
};

static const unsigned char file94[] = {
#embed "../../specs/cases/turns/forms.yaml" if_empty(0)
};

static const unsigned char file95[] = {
#embed "../../specs/cases/turns/prefill.yaml" if_empty(0)
};

static const unsigned char file96[] = {
#embed "../../specs/cases/turns/replay.yaml" if_empty(0)
};

static const unsigned char file97[] = {
#embed "../../specs/cases/version/beta-counting.yaml" if_empty(0)
};

static const unsigned char file98[] = {
#embed "../../specs/cases/version/betas.yaml" if_empty(0)
};

static const unsigned char file99[] = {
#embed "../../specs/cases/version/versions.yaml" if_empty(0)
};

static const unsigned char file100[] = {
#embed "../../specs/cases/vision/documents.yaml" if_empty(0)
};

static const unsigned char file101[] = {
#embed "../../specs/cases/vision/images.yaml" if_empty(0)
};

static const unsigned char file102[] = {
#embed "../../specs/cases/vision/refused.yaml" if_empty(0)
};

static const unsigned char file103[] = {
#embed "../../specs/clients/ai-sdk.yaml" if_empty(0)
};

static const unsigned char file104[] = {
#embed "../../specs/clients/claude-code-2.1.323.yaml" if_empty(0)
};

static const unsigned char file105[] = {
#embed "../../specs/clients/claude-code-2.1.329.yaml" if_empty(0)
};

static const unsigned char file106[] = {
#embed "../../specs/clients/claude-code-2.1.42.yaml" if_empty(0)
};

static const unsigned char file107[] = {
#embed "../../specs/clients/claude-code.yaml" if_empty(0)
};

static const unsigned char file108[] = {
#embed "../../specs/clients/curl.yaml" if_empty(0)
};

static const unsigned char file109[] = {
#embed "../../specs/clients/langchain.yaml" if_empty(0)
};

static const unsigned char file110[] = {
#embed "../../specs/clients/opencode.yaml" if_empty(0)
};

static const unsigned char file111[] = {
#embed "../../specs/clients/python-sdk-0.yaml" if_empty(0)
};

static const unsigned char file112[] = {
#embed "../../specs/clients/python-sdk-1.yaml" if_empty(0)
};

static const unsigned char file113[] = {
#embed "../../specs/clients/python-sdk-2.yaml" if_empty(0)
};

static const unsigned char file114[] = {
#embed "../../specs/clients/typescript-sdk.yaml" if_empty(0)
};

static const unsigned char file115[] = {
#embed "../../specs/clients/zed.yaml" if_empty(0)
};

static const unsigned char file116[] = {
#embed "../../specs/editions.yaml" if_empty(0)
};

static const unsigned char file117[] = {
#embed "../../specs/profiles/quick.yaml" if_empty(0)
};

static const unsigned char file118[] = {
#embed "../../specs/profiles/smoke.yaml" if_empty(0)
};

static const unsigned char file119[] = {
#embed "../../specs/remedies/context.yaml" if_empty(0)
};

static const unsigned char file120[] = {
#embed "../../specs/remedies/requests.yaml" if_empty(0)
};

static const unsigned char file121[] = {
#embed "../../specs/requirements/auth.yaml" if_empty(0)
};

static const unsigned char file122[] = {
#embed "../../specs/requirements/batches.yaml" if_empty(0)
};

static const unsigned char file123[] = {
#embed "../../specs/requirements/body.yaml" if_empty(0)
};

static const unsigned char file124[] = {
#embed "../../specs/requirements/claude-code.yaml" if_empty(0)
};

static const unsigned char file125[] = {
#embed "../../specs/requirements/count_tokens.yaml" if_empty(0)
};

static const unsigned char file126[] = {
#embed "../../specs/requirements/errors.yaml" if_empty(0)
};

static const unsigned char file127[] = {
#embed "../../specs/requirements/files.yaml" if_empty(0)
};

static const unsigned char file128[] = {
#embed "../../specs/requirements/headers.yaml" if_empty(0)
};

static const unsigned char file129[] = {
#embed "../../specs/requirements/http.yaml" if_empty(0)
};

static const unsigned char file130[] = {
#embed "../../specs/requirements/models.yaml" if_empty(0)
};

static const unsigned char file131[] = {
#embed "../../specs/requirements/response.yaml" if_empty(0)
};

static const unsigned char file132[] = {
#embed "../../specs/requirements/sdk.yaml" if_empty(0)
};

static const unsigned char file133[] = {
#embed "../../specs/requirements/server_tools.yaml" if_empty(0)
};

static const unsigned char file134[] = {
#embed "../../specs/requirements/skills.yaml" if_empty(0)
};

static const unsigned char file135[] = {
#embed "../../specs/requirements/sse-errors.yaml" if_empty(0)
};

static const unsigned char file136[] = {
#embed "../../specs/requirements/sse-grammar.yaml" if_empty(0)
};

static const unsigned char file137[] = {
#embed "../../specs/requirements/sse-thinking.yaml" if_empty(0)
};

static const unsigned char file138[] = {
#embed "../../specs/requirements/sse-tools.yaml" if_empty(0)
};

static const unsigned char file139[] = {
#embed "../../specs/requirements/sse.yaml" if_empty(0)
};

static const unsigned char file140[] = {
#embed "../../specs/requirements/stop.yaml" if_empty(0)
};

static const unsigned char file141[] = {
#embed "../../specs/requirements/structured.yaml" if_empty(0)
};

static const unsigned char file142[] = {
#embed "../../specs/requirements/system.yaml" if_empty(0)
};

static const unsigned char file143[] = {
#embed "../../specs/requirements/thinking.yaml" if_empty(0)
};

static const unsigned char file144[] = {
#embed "../../specs/requirements/threads.yaml" if_empty(0)
};

static const unsigned char file145[] = {
#embed "../../specs/requirements/tool_choice.yaml" if_empty(0)
};

static const unsigned char file146[] = {
#embed "../../specs/requirements/tool_result.yaml" if_empty(0)
};

static const unsigned char file147[] = {
#embed "../../specs/requirements/tool_use.yaml" if_empty(0)
};

static const unsigned char file148[] = {
#embed "../../specs/requirements/tools.yaml" if_empty(0)
};

static const unsigned char file149[] = {
#embed "../../specs/requirements/turns.yaml" if_empty(0)
};

static const unsigned char file150[] = {
#embed "../../specs/requirements/version.yaml" if_empty(0)
};

static const unsigned char file151[] = {
#embed "../../specs/requirements/vision.yaml" if_empty(0)
};

static const unsigned char file152[] = {
#embed "../../specs/sources.yaml" if_empty(0)
};

static const unsigned char file153[] = {
#embed "../../specs/tasks.yaml" if_empty(0)
};

static const unsigned char file154[] = {
#embed "../../specs/version" if_empty(0)
};

static const SuiteArchiveFile files[] = {
  {"fixtures/images/page.pdf", file0, sizeof file0},
  {"fixtures/images/square.gif", file1, sizeof file1},
  {"fixtures/images/square.jpg", file2, sizeof file2},
  {"fixtures/images/square.png", file3, sizeof file3},
  {"fixtures/images/square.webp", file4, sizeof file4},
  {"fixtures/requests/base.yaml", file5, sizeof file5},
  {"fixtures/requests/batches.yaml", file6, sizeof file6},
  {"fixtures/requests/claude-code-tools.yaml", file7, sizeof file7},
  {"fixtures/requests/claude-code.yaml", file8, sizeof file8},
  {"fixtures/requests/combined.yaml", file9, sizeof file9},
  {"fixtures/requests/contents.yaml", file10, sizeof file10},
  {"fixtures/requests/files.yaml", file11, sizeof file11},
  {"fixtures/requests/images.yaml", file12, sizeof file12},
  {"fixtures/requests/picture.yaml", file13, sizeof file13},
  {"fixtures/requests/preconditions.yaml", file14, sizeof file14},
  {"fixtures/requests/schemas.yaml", file15, sizeof file15},
  {"fixtures/requests/sdk.yaml", file16, sizeof file16},
  {"fixtures/requests/stop.yaml", file17, sizeof file17},
  {"fixtures/requests/structured.yaml", file18, sizeof file18},
  {"fixtures/requests/system.yaml", file19, sizeof file19},
  {"fixtures/requests/text.yaml", file20, sizeof file20},
  {"fixtures/requests/thinking.yaml", file21, sizeof file21},
  {"fixtures/requests/threads.yaml", file22, sizeof file22},
  {"fixtures/requests/tools.yaml", file23, sizeof file23},
  {"fixtures/requests/turns.yaml", file24, sizeof file24},
  {"specs/cases/auth/accepted-beside-messages.yaml", file25, sizeof file25},
  {"specs/cases/auth/accepted.yaml", file26, sizeof file26},
  {"specs/cases/auth/off.yaml", file27, sizeof file27},
  {"specs/cases/auth/refused-beside-messages.yaml", file28, sizeof file28},
  {"specs/cases/auth/refused.yaml", file29, sizeof file29},
  {"specs/cases/basics/minimal.yaml", file30, sizeof file30},
  {"specs/cases/batches/batches.yaml", file31, sizeof file31},
  {"specs/cases/body/json.yaml", file32, sizeof file32},
  {"specs/cases/body/messages.yaml", file33, sizeof file33},
  {"specs/cases/body/optional-fields.yaml", file34, sizeof file34},
  {"specs/cases/body/required-fields.yaml", file35, sizeof file35},
  {"specs/cases/body/sampling.yaml", file36, sizeof file36},
  {"specs/cases/claude-code/start.yaml", file37, sizeof file37},
  {"specs/cases/claude-code/turns.yaml", file38, sizeof file38},
  {"specs/cases/count_tokens/beside-messages.yaml", file39, sizeof file39},
  {"specs/cases/count_tokens/counting.yaml", file40, sizeof file40},
  {"specs/cases/errors/malformed.yaml", file41, sizeof file41},
  {"specs/cases/errors/overload.yaml", file42, sizeof file42},
  {"specs/cases/errors/timing.yaml", file43, sizeof file43},
  {"specs/cases/errors/unharmed.yaml", file44, sizeof file44},
  {"specs/cases/files/files.yaml", file45, sizeof file45},
  {"specs/cases/headers/request-ids.yaml", file46, sizeof file46},
  {"specs/cases/http/bodies.yaml", file47, sizeof file47},
  {"specs/cases/http/browsers.yaml", file48, sizeof file48},
  {"specs/cases/http/connection.yaml", file49, sizeof file49},
  {"specs/cases/http/counting.yaml", file50, sizeof file50},
  {"specs/cases/http/negotiation.yaml", file51, sizeof file51},
  {"specs/cases/http/paths.yaml", file52, sizeof file52},
  {"specs/cases/http/text.yaml", file53, sizeof file53},
  {"specs/cases/models/models.yaml", file54, sizeof file54},
  {"specs/cases/response/content.yaml", file55, sizeof file55},
  {"specs/cases/response/identity.yaml", file56, sizeof file56},
  {"specs/cases/response/usage.yaml", file57, sizeof file57},
  {"specs/cases/sdk/headers.yaml", file58, sizeof file58},
  {"specs/cases/sdk/tool-runner.yaml", file59, sizeof file59},
  {"specs/cases/skills/skills.yaml", file60, sizeof file60},
  {"specs/cases/sse-errors/mid-stream.yaml", file61, sizeof file61},
  {"specs/cases/sse-grammar/endings.yaml", file62, sizeof file62},
  {"specs/cases/sse-thinking/stream.yaml", file63, sizeof file63},
  {"specs/cases/sse-tools/parity.yaml", file64, sizeof file64},
  {"specs/cases/sse/liveness.yaml", file65, sizeof file65},
  {"specs/cases/sse/refused.yaml", file66, sizeof file66},
  {"specs/cases/stop/context.yaml", file67, sizeof file67},
  {"specs/cases/stop/max-tokens.yaml", file68, sizeof file68},
  {"specs/cases/stop/sequences.yaml", file69, sizeof file69},
  {"specs/cases/structured/format.yaml", file70, sizeof file70},
  {"specs/cases/system/between-turns.yaml", file71, sizeof file71},
  {"specs/cases/system/cache.yaml", file72, sizeof file72},
  {"specs/cases/system/forms.yaml", file73, sizeof file73},
  {"specs/cases/system/obeyed.yaml", file74, sizeof file74},
  {"specs/cases/thinking/modes.yaml", file75, sizeof file75},
  {"specs/cases/thinking/refused.yaml", file76, sizeof file76},
  {"specs/cases/thinking/replay.yaml", file77, sizeof file77},
  {"specs/cases/threads/threads.yaml", file78, sizeof file78},
  {"specs/cases/tool_choice/forced.yaml", file79, sizeof file79},
  {"specs/cases/tool_choice/open.yaml", file80, sizeof file80},
  {"specs/cases/tool_choice/refused.yaml", file81, sizeof file81},
  {"specs/cases/tool_result/forms.yaml", file82, sizeof file82},
  {"specs/cases/tool_result/pairing.yaml", file83, sizeof file83},
  {"specs/cases/tool_result/round-trip.yaml", file84, sizeof file84},
  {"specs/cases/tool_use/calls.yaml", file85, sizeof file85},
  {"specs/cases/tool_use/contents.yaml", file86, sizeof file86},
  {"specs/cases/tool_use/parallel.yaml", file87, sizeof file87},
  {"specs/cases/tools/definitions.yaml", file88, sizeof file88},
  {"specs/cases/tools/refused.yaml", file89, sizeof file89},
  {"specs/cases/tools/schemas.yaml", file90, sizeof file90},
  {"specs/cases/turns/cache-control.yaml", file91, sizeof file91},
  {"specs/cases/turns/copies.yaml", file92, sizeof file92},
  {"specs/cases/turns/fields.yaml", file93, sizeof file93},
  {"specs/cases/turns/forms.yaml", file94, sizeof file94},
  {"specs/cases/turns/prefill.yaml", file95, sizeof file95},
  {"specs/cases/turns/replay.yaml", file96, sizeof file96},
  {"specs/cases/version/beta-counting.yaml", file97, sizeof file97},
  {"specs/cases/version/betas.yaml", file98, sizeof file98},
  {"specs/cases/version/versions.yaml", file99, sizeof file99},
  {"specs/cases/vision/documents.yaml", file100, sizeof file100},
  {"specs/cases/vision/images.yaml", file101, sizeof file101},
  {"specs/cases/vision/refused.yaml", file102, sizeof file102},
  {"specs/clients/ai-sdk.yaml", file103, sizeof file103},
  {"specs/clients/claude-code-2.1.323.yaml", file104, sizeof file104},
  {"specs/clients/claude-code-2.1.329.yaml", file105, sizeof file105},
  {"specs/clients/claude-code-2.1.42.yaml", file106, sizeof file106},
  {"specs/clients/claude-code.yaml", file107, sizeof file107},
  {"specs/clients/curl.yaml", file108, sizeof file108},
  {"specs/clients/langchain.yaml", file109, sizeof file109},
  {"specs/clients/opencode.yaml", file110, sizeof file110},
  {"specs/clients/python-sdk-0.yaml", file111, sizeof file111},
  {"specs/clients/python-sdk-1.yaml", file112, sizeof file112},
  {"specs/clients/python-sdk-2.yaml", file113, sizeof file113},
  {"specs/clients/typescript-sdk.yaml", file114, sizeof file114},
  {"specs/clients/zed.yaml", file115, sizeof file115},
  {"specs/editions.yaml", file116, sizeof file116},
  {"specs/profiles/quick.yaml", file117, sizeof file117},
  {"specs/profiles/smoke.yaml", file118, sizeof file118},
  {"specs/remedies/context.yaml", file119, sizeof file119},
  {"specs/remedies/requests.yaml", file120, sizeof file120},
  {"specs/requirements/auth.yaml", file121, sizeof file121},
  {"specs/requirements/batches.yaml", file122, sizeof file122},
  {"specs/requirements/body.yaml", file123, sizeof file123},
  {"specs/requirements/claude-code.yaml", file124, sizeof file124},
  {"specs/requirements/count_tokens.yaml", file125, sizeof file125},
  {"specs/requirements/errors.yaml", file126, sizeof file126},
  {"specs/requirements/files.yaml", file127, sizeof file127},
  {"specs/requirements/headers.yaml", file128, sizeof file128},
  {"specs/requirements/http.yaml", file129, sizeof file129},
  {"specs/requirements/models.yaml", file130, sizeof file130},
  {"specs/requirements/response.yaml", file131, sizeof file131},
  {"specs/requirements/sdk.yaml", file132, sizeof file132},
  {"specs/requirements/server_tools.yaml", file133, sizeof file133},
  {"specs/requirements/skills.yaml", file134, sizeof file134},
  {"specs/requirements/sse-errors.yaml", file135, sizeof file135},
  {"specs/requirements/sse-grammar.yaml", file136, sizeof file136},
  {"specs/requirements/sse-thinking.yaml", file137, sizeof file137},
  {"specs/requirements/sse-tools.yaml", file138, sizeof file138},
  {"specs/requirements/sse.yaml", file139, sizeof file139},
  {"specs/requirements/stop.yaml", file140, sizeof file140},
  {"specs/requirements/structured.yaml", file141, sizeof file141},
  {"specs/requirements/system.yaml", file142, sizeof file142},
  {"specs/requirements/thinking.yaml", file143, sizeof file143},
  {"specs/requirements/threads.yaml", file144, sizeof file144},
  {"specs/requirements/tool_choice.yaml", file145, sizeof file145},
  {"specs/requirements/tool_result.yaml", file146, sizeof file146},
  {"specs/requirements/tool_use.yaml", file147, sizeof file147},
  {"specs/requirements/tools.yaml", file148, sizeof file148},
  {"specs/requirements/turns.yaml", file149, sizeof file149},
  {"specs/requirements/version.yaml", file150, sizeof file150},
  {"specs/requirements/vision.yaml", file151, sizeof file151},
  {"specs/sources.yaml", file152, sizeof file152},
  {"specs/tasks.yaml", file153, sizeof file153},
  {"specs/version", file154, sizeof file154},
};

const SuiteArchiveFile *suiteArchiveFiles(void) { return files; }
long suiteArchiveCount(void) { return sizeof files / sizeof *files; }
