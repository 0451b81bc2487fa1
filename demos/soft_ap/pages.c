/* SPDX-License-Identifier: MIT */
#include "pages.h"

#include <string.h>

#include "wifi_device.h"

#define PUT(out, literal) lib_text_put(out, LIB_TEXT(literal))

static void put(struct lib_text_out *out, const char *text)
{
    lib_text_put(out, text, strlen(text));
}

static void put_name(struct lib_text_out *out, const char *name, size_t bytes)
{
    PUT(out, "<bdi>");
    http_put_escaped(out, name, bytes);
    PUT(out, "</bdi>");
}

static void put_hex(struct lib_text_out *out, const char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        const unsigned byte = (unsigned char)bytes[i];
        const char text[2] = {digits[byte >> 4], digits[byte & 15u]};
        lib_text_put(out, text, sizeof text);
    }
}

/* Dark text on light or the reverse, as the phone is set; contrast 4.5 or more throughout. Targets
 * of a finger are 44 px high. */
static const char style[] =
    "<style>:root{color-scheme:light dark;--ink:#16202a;--soft:#4a5865;--page:#f4f6f8;--card:#fff;"
    "--line:#7b8894;--main:#0a5ea8;--on:#fff;--bad:#a1121a;--badpage:#fdecec}"
    "@media(prefers-color-scheme:dark){:root{--ink:#eef2f5;--soft:#b4c0cb;--page:#11181f;"
    "--card:#1b242d;--line:#8593a0;--main:#7cc0ff;--on:#06243d;--bad:#ff9a9a;--badpage:#3a1a1d}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);"
    "font:1rem/1.5 system-ui,sans-serif}main{max-width:30rem;margin:0 auto;padding:1rem}"
    "h1{font-size:1.4rem;line-height:1.25;margin:.25rem 0 .5rem}h2{font-size:1.1rem;margin:1.5rem "
    "0 "
    ".5rem}p{margin:.25rem 0 .75rem}fieldset{border:0;margin:0;padding:0;min-width:0}"
    "legend,.field>label{font-weight:600;padding:0;display:block;margin-bottom:.25rem}"
    ".field{margin:1rem 0}.list{background:var(--card);border:1px solid var(--line);"
    "border-radius:.6rem;overflow:hidden}.list label{display:flex;gap:.75rem;align-items:center;"
    "min-height:44px;padding:.4rem .75rem}.list label+label{border-top:1px solid var(--line)}"
    ".list span{min-width:0;flex:1;overflow-wrap:anywhere}small,.hint{color:var(--soft);"
    "font-size:.9rem}.list small{white-space:nowrap}input[type=radio]{width:1.25rem;height:1.25rem;"
    "flex:none;accent-color:var(--main)}input[type=text],input[type=password],select{width:100%;"
    "min-height:44px;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);"
    "border:1px solid var(--line);border-radius:.6rem}:focus-visible{outline:3px solid var(--main);"
    "outline-offset:2px}.list label:focus-within{outline:3px solid var(--main);outline-offset:-3px}"
    "[aria-invalid=true]{border:2px solid var(--bad)}button{width:100%;min-height:48px;"
    "font:inherit;font-weight:600;color:var(--on);background:var(--main);border:0;"
    "border-radius:.6rem}.alert{background:var(--badpage);border-left:.3rem solid var(--bad);"
    "border-radius:.3rem;padding:.75rem;margin:.75rem 0}.alert a{color:var(--bad)}.alert "
    "p{margin:0}"
    ".error{color:var(--bad);margin:.25rem 0 0}.kept{display:flex;gap:.75rem;align-items:center;"
    "margin:.5rem 0}.kept span{flex:1;min-width:0;overflow-wrap:anywhere}.kept button{width:auto;"
    "min-height:44px;padding:0 1rem;background:none;color:var(--main);border:1px solid "
    "var(--main)}@supports selector(:has(a)){.other{display:none}"
    "form:has([value=other]:checked) .other{display:block}}</style>";

static void begin(struct lib_text_out *out, const char *title)
{
    PUT(out, "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
             "name=\"viewport\" content=\"width=device-width,initial-scale=1\"><link "
             "rel=\"icon\" href=\"data:,\"><title>");
    put(out, title);
    PUT(out, "</title>");
    put(out, style);
    PUT(out, "</head><body><main><h1>");
    put(out, title);
    PUT(out, "</h1>");
}

static void end(struct lib_text_out *out)
{
    PUT(out, "</main></body></html>\n");
}

static void put_token(const struct pages *pages, struct lib_text_out *out)
{
    PUT(out, "<input type=\"hidden\" name=\"token\" value=\"");
    put(out, pages->token);
    PUT(out, "\">");
}

/* ---- The form ---- */

static void put_alert(struct lib_text_out *out, const struct setup_fault *fault)
{
    static const char *const anchors[] = {[SETUP_NONE] = "network",
                                          [SETUP_NETWORK] = "network",
                                          [SETUP_NAME] = "name",
                                          [SETUP_PASSPHRASE] = "passphrase",
                                          [SETUP_SECURITY] = "security"};

    PUT(out, "<div class=\"alert\" role=\"alert\"><p><strong>Nothing was saved.</strong> "
             "<a href=\"#");
    put(out, anchors[fault->field]);
    PUT(out, "\">");
    put(out, fault->sentence);
    PUT(out, "</a></p></div>");
}

static void put_last(const struct pages *pages, struct lib_text_out *out)
{
    PUT(out, "<div class=\"alert\" role=\"alert\"><p><strong>The device could not join ");
    put_name(out, pages->last, pages->last_bytes);
    PUT(out, ".</strong> ");
    put(out, pages->last_fault.sentence);
    PUT(out, "</p></div>");
}

static const char *strength(int8_t rssi)
{
    return rssi >= -55 ? "strong" : rssi >= -70 ? "good" : rssi >= -80 ? "weak" : "very weak";
}

static const char *security_text(WIFISecurity_t security)
{
    switch (security) {
    case eWiFiSecurityWEP:
        return "WEP, not supported";
    case eWiFiSecurityNotSupported:
        return "not supported";
    default:
        return wifi_device_security(security);
    }
}

/* Hidden, or the same name as a stronger one. */
static bool is_left_out(const struct pages *pages, unsigned place)
{
    const char *const name = pages->found[place].cSSID;

    for (unsigned i = 0; i < place; i++) {
        if (strcmp(pages->found[i].cSSID, name) == 0) {
            return true;
        }
    }
    return name[0] == '\0';
}

static bool is_chosen(const struct setup_choice *choice, const char *name)
{
    return choice != NULL && !choice->is_other && choice->network.ucSSIDLength == strlen(name) &&
           memcmp(choice->network.cSSID, name, choice->network.ucSSIDLength) == 0;
}

static void put_networks(const struct pages *pages, struct lib_text_out *out,
                         const struct setup_choice *choice)
{
    PUT(out, "<fieldset class=\"field\" id=\"network\"><legend>Network</legend>"
             "<div class=\"list\">");
    for (unsigned i = 0; i < pages->count; i++) {
        const WIFIScanResult_t *const one = &pages->found[i];
        if (is_left_out(pages, i)) {
            continue;
        }
        PUT(out, "<label><input type=\"radio\" name=\"network\" value=\"");
        put_hex(out, one->cSSID, strlen(one->cSSID));
        PUT(out, "\"");
        if (is_chosen(choice, one->cSSID)) {
            PUT(out, " checked");
        }
        PUT(out, "><span>");
        put_name(out, one->cSSID, strlen(one->cSSID));
        PUT(out, "</span><small>");
        put(out, security_text(one->xSecurity));
        PUT(out, ", ");
        put(out, strength(one->cRSSI));
        PUT(out, "</small></label>");
    }
    PUT(out, "<label><input type=\"radio\" name=\"network\" value=\"other\"");
    if (choice != NULL && choice->is_other) {
        PUT(out, " checked");
    }
    PUT(out, "><span>Another network</span></label></div></fieldset>");
}

/* What a field has beside its label: whether it is wrong, and why. */
static void put_state(struct lib_text_out *out, const struct setup_fault *fault,
                      enum setup_field field)
{
    if (fault != NULL && fault->field == field) {
        PUT(out, " aria-invalid=\"true\"");
    }
}

static void put_error(struct lib_text_out *out, const struct setup_fault *fault,
                      enum setup_field field)
{
    if (fault != NULL && fault->field == field) {
        PUT(out, "<p class=\"error\">");
        put(out, fault->sentence);
        PUT(out, "</p>");
    }
}

static void put_texts(struct lib_text_out *out, const struct setup_choice *choice,
                      const struct setup_fault *fault)
{
    PUT(out, "<div class=\"field other\"><label for=\"name\">Name of the other network</label>"
             "<input type=\"text\" id=\"name\" name=\"name\" autocapitalize=\"none\" "
             "autocorrect=\"off\" autocomplete=\"off\" spellcheck=\"false\" "
             "aria-describedby=\"name-hint\" value=\"");
    if (choice != NULL && choice->is_other) {
        http_put_escaped(out, choice->network.cSSID, choice->network.ucSSIDLength);
    }
    PUT(out, "\"");
    put_state(out, fault, SETUP_NAME);
    PUT(out, "><div id=\"name-hint\">");
    put_error(out, fault, SETUP_NAME);
    PUT(out, "<span class=\"hint\">Only for a network that is not in the list.</span></div></div>"
             "<div class=\"field\"><label for=\"passphrase\">Passphrase</label>"
             "<input type=\"password\" id=\"passphrase\" name=\"passphrase\" autocomplete=\"off\" "
             "aria-describedby=\"passphrase-hint\"");
    put_state(out, fault, SETUP_PASSPHRASE);
    PUT(out, "><div id=\"passphrase-hint\">");
    put_error(out, fault, SETUP_PASSPHRASE);
    PUT(out, "<span class=\"hint\">8 to 63 characters; empty where the network is open."
             "</span></div></div>");
}

static void put_security(struct lib_text_out *out, const struct setup_choice *choice,
                         const struct setup_fault *fault)
{
    static const struct {
        WIFISecurity_t security;
        const char *text;
    } options[] = {{eWiFiSecurityWPA3, "WPA3"},
                   {eWiFiSecurityWPA2, "WPA2"},
                   {eWiFiSecurityWPA, "WPA (old)"},
                   {eWiFiSecurityOpen, "Open: anybody can listen"}};

    PUT(out, "<div class=\"field\"><label for=\"security\">Security</label>"
             "<select id=\"security\" name=\"security\" aria-describedby=\"security-hint\"");
    put_state(out, fault, SETUP_SECURITY);
    PUT(out, "><option value=\"found\">As the list says</option>");
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        PUT(out, "<option value=\"");
        put(out, setup_security_value(options[i].security));
        PUT(out, "\"");
        if (choice != NULL && choice->has_security &&
            choice->network.xSecurity == options[i].security) {
            PUT(out, " selected");
        }
        PUT(out, ">");
        put(out, options[i].text);
        PUT(out, "</option>");
    }
    PUT(out, "</select><div id=\"security-hint\">");
    put_error(out, fault, SETUP_SECURITY);
    PUT(out, "</div></div>");
}

static void put_kept(const struct pages *pages, struct lib_text_out *out)
{
    bool any = false;

    for (unsigned i = 0; i < wificonfigMAX_NETWORK_PROFILES; i++) {
        const WIFINetworkProfile_t *const one = &pages->kept[i];
        if (one->ucSSIDLength == 0) {
            continue;
        }
        if (!any) {
            PUT(out, "<h2>Networks this device knows</h2>");
        }
        any = true;
        PUT(out, "<form class=\"kept\" method=\"post\" action=\"/forget\">");
        put_token(pages, out);
        PUT(out, "<input type=\"hidden\" name=\"index\" value=\"");
        lib_text_put_number(out, i);
        PUT(out, "\"><span id=\"kept");
        lib_text_put_number(out, i);
        PUT(out, "\">");
        put_name(out, one->cSSID, one->ucSSIDLength);
        PUT(out, "</span><button aria-describedby=\"kept");
        lib_text_put_number(out, i);
        PUT(out, "\">Forget</button></form>");
    }
}

void pages_put_form(const struct pages *pages, struct lib_text_out *out,
                    const struct setup_choice *choice, const struct setup_fault *fault)
{
    begin(out, "Connect to Wi-Fi");
    if (fault != NULL) {
        put_alert(out, fault);
    } else if (pages->last_bytes > 0) {
        put_last(pages, out);
    }
    PUT(out, "<p>Choose the network that <strong>");
    http_put_escaped(out, pages->device, strlen(pages->device));
    PUT(out, "</strong> is to use.</p><form method=\"post\" action=\"/join\" "
             "accept-charset=\"utf-8\">");
    put_token(pages, out);
    put_networks(pages, out, choice);
    put_texts(out, choice, fault);
    put_security(out, choice, fault);
    PUT(out, "<button>Save and connect</button></form>");
    put_kept(pages, out);
    end(out);
}

void pages_put_saved(const struct pages *pages, struct lib_text_out *out,
                     const WIFINetworkProfile_t *network)
{
    begin(out, "Saved");
    PUT(out, "<p role=\"status\">The device keeps the network <strong>");
    put_name(out, network->cSSID, network->ucSSIDLength);
    PUT(out, "</strong> and joins it now.</p><p>The network <strong>");
    http_put_escaped(out, pages->device, strlen(pages->device));
    PUT(out, "</strong>, which your phone is in, goes away. If it comes back, the device could not "
             "join: connect to it again, and this page says why.</p>");
    end(out);
}

void pages_put_trouble(const struct pages *pages, struct lib_text_out *out, const char *sentence)
{
    begin(out, "This did not work");
    PUT(out, "<p role=\"alert\">");
    put(out, sentence);
    PUT(out, "</p><p><a href=\"http://");
    put(out, pages->address);
    PUT(out, "/\">Back to the form</a></p>");
    end(out);
}
