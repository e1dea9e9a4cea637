-- The gateway's own users: one owns its database, the console's may enter it and is granted what it needs when tables are made.
-- The official image runs this once, on an empty volume.
\set password `cat /run/secrets/gateway-password`
\set console_password `cat /run/secrets/console-password`
CREATE ROLE gateway LOGIN PASSWORD :'password';
CREATE ROLE gateway_console LOGIN PASSWORD :'console_password';
ALTER DATABASE gateway OWNER TO gateway;
