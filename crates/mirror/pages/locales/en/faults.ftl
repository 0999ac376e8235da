# What can be wrong with an answer. In English these are the very words of the checks, which a test compares.

# $family is IPv4 or IPv6.
route-over = { $protocol } over { $family }

fault-dns-no-name = the name has no address
fault-dns-server = the name cannot be resolved: its name servers fail
fault-dns-timeout = the name cannot be resolved: no answer in time
# $addresses are addresses with the kind of each.
fault-forbidden = the name resolves to { $addresses }, but only public addresses are requested

fault-connect-refused = the connection is refused
fault-connect-timeout = no connection within { $seconds } s
fault-connect-reset = the connection is reset
fault-connect-unreachable = there is no route to the address

fault-tls-unknown-issuer = its certificate is not signed by a trusted authority
fault-tls-expired = its certificate has expired, or is not valid yet
fault-tls-wrong-host = its certificate is for another host
fault-tls-timeout = the TLS handshake did not finish within { $seconds } s
# $why, here and below, is what a program or a stranger said, in their words.
fault-tls-other = TLS fails: { $why }

fault-timeout = no complete answer within { $seconds } s
fault-closed = the connection was closed without an answer
fault-not-http = the answer is not valid HTTP: { $why }
fault-status = status { $status }
# The time for the whole mirror was over before it came to this.
fault-out-of-time = not reached within the { $seconds } s allowed for one mirror

fault-redirect-loop = the redirects form a loop
fault-redirect-too-many = redirected more than { $most } times
fault-redirect-nowhere = redirected to something that is not an http or https URL

fault-body-cut-off = the body is cut off
fault-body-too-large = the body is larger than { $most } bytes
fault-body-encoded = the body is encoded as { $coding }, which the request did not allow
fault-body-empty = the body is empty
fault-body-not-repomd = this is not a repomd.xml: { $why }
fault-body-absent = a file that repomd.xml names is missing
fault-body-size = the file has { $found } bytes instead of { $expected }

fault-rsync-not-rsync = the server does not speak rsync
fault-rsync-refused = rsync refuses: { $why }
fault-rsync-too-long = the list of rsync modules is longer than { $most } bytes
fault-rsync-no-module = rsync has no module `{ $module }`

fault-time-missing = TIME is missing
fault-time-not-a-number = TIME is not a number
fault-time-not-finite = TIME is not a finite number
fault-time-future = TIME is in the future
fault-time-too-old = TIME is { $hours } h old

fault-digest-previous = an older publication, still within the allowed time
fault-digest-outlived = an older publication, past the allowed time
fault-digest-unknown = not what the reference tree publishes
fault-digest-ahead = newer than the reference tree

# A verdict's reason: a route fails for the $reason, which is one of the texts above.
reason-route-fails = { $protocol } fails: { $reason }
reason-not-all-checked = some repositories have not been checked yet
