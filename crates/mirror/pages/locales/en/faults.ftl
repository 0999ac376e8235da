# What can be wrong with an answer. In English these are the very words of the checks, which a test compares.

# $family is IPv4 or IPv6.
way-over = { $protocol } over { $family }

fault-dns-no-name = the name has no address
fault-dns-server = the name cannot be looked up: its servers fail
fault-dns-timeout = the name cannot be looked up: no answer in time
# $addresses are addresses with the kind of each.
fault-forbidden = it leads to { $addresses }, and only public addresses are asked

fault-connect-refused = the connection is refused
fault-connect-timeout = no connection within { $seconds } s
fault-connect-reset = the connection is reset
fault-connect-unreachable = there is no route to the address

fault-tls-unknown-issuer = its certificate is signed by nobody whom we trust
fault-tls-expired = its certificate is out of date
fault-tls-wrong-host = its certificate is that of another host
fault-tls-timeout = the TLS handshake was not over within { $seconds } s
# $why, here and below, is what a program or a stranger said, in their words.
fault-tls-other = TLS fails: { $why }

fault-timeout = no whole answer within { $seconds } s
fault-closed = the connection was closed in the place of an answer
fault-not-http = the answer is not HTTP as it should be: { $why }
fault-status = status { $status }
# The time for the whole mirror was over before it came to this.
fault-out-of-time = not reached within the { $seconds } s that a mirror has

fault-redirect-loop = redirected in a circle
fault-redirect-too-many = redirected more than { $most } times
fault-redirect-nowhere = redirected to what is no web address

fault-body-cut-off = the body is cut off
fault-body-too-large = the body is larger than { $most } bytes
fault-body-encoded = the body is encoded as { $coding }, though nobody asked for that
fault-body-empty = the body is empty
fault-body-not-repomd = this is no repomd.xml: { $why }
fault-body-absent = a file that repomd.xml names is not there
fault-body-size = the file has { $found } bytes in the place of { $expected }

fault-rsync-not-rsync = what answers there is not rsync
fault-rsync-refused = rsync refuses: { $why }
fault-rsync-too-long = the list of rsync modules is longer than { $most } bytes
fault-rsync-no-module = rsync has no module `{ $module }`

fault-time-missing = there is no TIME
fault-time-not-a-number = TIME is not a number
fault-time-not-finite = TIME is not a finite number
fault-time-future = TIME lies in the future
fault-time-too-old = TIME is { $hours } h old

fault-digest-previous = an older publication, still within its time
fault-digest-outlived = an older publication, outlived
fault-digest-unknown = not what the reference tree publishes
fault-digest-ahead = newer than the reference tree
