/* test-address-guard.c — which addresses a backend may be made to call
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-address-guard.h"
#include "gp-test.h"

static void
test_private_addresses_are_known (void)
{
  static const char *const closed[] = {
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::",
    "fe80::1", "fc00::1", "fdff::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1", "2002:7f00:1::", "::127.0.0.1",
  };
  static const char *const open[] = {
    "1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
    "192.167.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (closed[i]);

      g_test_message ("%s", closed[i]);
      g_assert_false (gp_address_guard_is_public (address));
      g_assert_false (gp_address_guard_check (closed[i], NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (open[i]);

      g_test_message ("%s", open[i]);
      g_assert_true (gp_address_guard_is_public (address));
      g_assert_true (gp_address_guard_check (open[i], NULL));
    }
}

static void
test_names_of_this_computer_are_known (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_address_guard_check ("LOCALHOST", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_nonnull (strstr (error->message, "LOCALHOST"));
  g_assert_false (gp_address_guard_check ("localhost.", NULL));
  g_assert_false (gp_address_guard_check ("a.localhost", NULL));
  g_assert_true (gp_address_guard_check ("example.org", NULL));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/address-guard/private-addresses-are-known", test_private_addresses_are_known);
  g_test_add_func ("/address-guard/names-of-this-computer-are-known",
                   test_names_of_this_computer_are_known);

  return g_test_run ();
}
